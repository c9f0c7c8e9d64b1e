package rootact_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// world is an institution, open, with its root key at hand.
type world struct {
	*testing.T
	*office.Institution
	root crypto.Signer
}

func newWorld(t *testing.T, name string) *world {
	t.Helper()
	h, _, err := office.Found(filepath.Join(t.TempDir(), name), office.Founding{
		Facts:     config.Facts{Name: "Pemerintah " + name, URL: "https://ikrar.contoh.example"},
		Config:    config.Config{Origin: "ikrar.contoh.example/uji"},
		Registrar: "BKD", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	i := must(h.Open(t.Context(), office.Opening{Now: time.Now}))
	t.Cleanup(func() { i.Close() })
	return &world{t, i, must(keyfile.Open(h.KeyPath("root"), nil))}
}

func newKey() eddsa.PublicKey {
	public, _, _ := ed25519.GenerateKey(nil)
	return eddsa.PublicKey(public)
}

func (w *world) list() *trust.List {
	t, _ := w.Ledger.Trust()
	return t
}

// do plans a change and has it signed here.
func (w *world) do(change rootact.Change) {
	w.Helper()
	p := must(rootact.PlanChange(w.Institution, change))
	if err := p.Sign(w.Context(), w.root, "BKD"); err != nil {
		w.Fatal(err)
	}
	if onDisk := must(office.ReadTrust(w.TrustPath())); onDisk.Serial != p.Next.Serial {
		w.Errorf("trust.note has the serial %d, want %d", onDisk.Serial, p.Next.Serial)
	}
}

// TestActs does each act where the key is at hand.
func TestActs(t *testing.T) {
	w, data := newWorld(t, "Contoh"), newKey()
	w.do(rootact.Renew)
	w.do(rootact.SetFacts(config.Facts{URL: "https://baru.contoh.example", Timezone: "WIT"}))
	w.do(rootact.AddRegistrar(data, "Bidang Data"))
	w.do(rootact.RetireRegistrar(data))
	saksi := trust.WitnessKey("inspektorat.example", newKey())
	w.do(rootact.AddWitness(must(rootact.ReadWitness(saksi.String(), "inspektorat", "https://saksi.example/"))))
	w.do(rootact.SetQuorum(1))
	w.do(rootact.SetQuorum(0))
	w.do(rootact.RemoveWitness("inspektorat"))
	l := w.list()
	if l.Serial != 9 || l.URL != "https://baru.contoh.example" || l.Timezone != "WIT" ||
		l.Institution != "Pemerintah Contoh" ||
		len(l.Registrars) != 2 || l.Registrars[1].Last == trust.NoEnd || len(l.Policy.Witnesses) != 0 {
		t.Errorf("in force: %+v", l)
	}
	for code, change := range map[office.Code]rootact.Change{
		rootact.Same:             rootact.SetFacts(config.Facts{Timezone: "WIT"}),
		rootact.RegistrarExists:  rootact.AddRegistrar(data, "Lain"),
		rootact.RegistrarRetired: rootact.RetireRegistrar(data),
		rootact.RegistrarUnknown: rootact.RetireRegistrar(newKey()),
		rootact.WitnessUnknown:   rootact.RemoveWitness("inspektorat"),
		rootact.WitnessQuorum:    rootact.SetQuorum(1),
	} {
		if _, err := rootact.PlanChange(w.Institution, change); !errors.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := rootact.ReadWitness("bukan kunci", "a", "https://a.example"); !errors.Is(err, rootact.WitnessKey) {
		t.Errorf("a witness without a key: %v", err)
	}
	if _, err := rootact.ReadWitness(saksi.String(), "dua kata", "https://a.example"); !errors.As(err,
		new(*config.ValueError)) {
		t.Errorf("a witness of two words: %v", err)
	}
}

// TestTwoOfficersAct has two plan at once: the second is refused, and can be told by whom and what.
func TestTwoOfficersAct(t *testing.T) {
	w := newWorld(t, "Contoh")
	first := must(rootact.PlanChange(w.Institution, rootact.SetFacts(config.Facts{Timezone: "WIT"})))
	second := must(rootact.PlanChange(w.Institution, rootact.Renew))
	mark := second.Mark()
	if err := first.Sign(t.Context(), w.root, "Bidang Data"); err != nil {
		t.Fatal(err)
	}
	if err := second.Sign(t.Context(), w.root, "BKD"); !errors.Is(err, office.Stale) {
		t.Errorf("the second: %v", err)
	}
	again := must(rootact.PlanChange(w.Institution, rootact.Renew))
	if err := again.Since(mark); !errors.Is(err, office.Stale) {
		t.Errorf("by the mark of before: %v", err)
	}
	was := rootact.Meanwhile(w.Institution, mark)
	said := strings.Join(rootact.Explain(phrase.EN, was, w.list()), "\n")
	if by, _, err := rootact.Done(w.Institution, w.list().Serial); err != nil || by != "Bidang Data" ||
		!strings.Contains(said, "time zone WIB becomes WIT") {
		t.Errorf("by %q, %v: %s", by, err, said)
	}
	if _, other, _ := ed25519.GenerateKey(nil); !errors.Is(again.Sign(t.Context(), other, ""), office.RootKeyOther) {
		t.Error("signed by another key")
	}
}

// TestRequest carries a request to the root and back.
func TestRequest(t *testing.T) {
	w := newWorld(t, "Contoh")
	plan := must(rootact.PlanChange(w.Institution, rootact.AddRegistrar(newKey(), "Bidang Data")))
	asked := must(plan.Request("BKD"))
	if twice := must(plan.Request("lain")); twice.By != "BKD" || len(must(rootact.Waiting(w.Institution))) != 1 {
		t.Error("asked for twice")
	}
	if name := asked.Name(); name != "ikrar.contoh.example-2.root-request" {
		t.Errorf("carried as %s", name)
	}
	answer := must(must(trust.ParseRequest(asked.Bytes())).Sign(nil, w.root))
	p := must(rootact.PlanTake(w.Institution, bytes.ReplaceAll(answer, []byte("\n"), []byte("\r\n"))))
	if err := p.Take(t.Context(), "BKD"); err != nil {
		t.Fatal(err)
	}
	if l := w.list(); l.Serial != 2 || len(l.Registrars) != 2 || len(must(rootact.Waiting(w.Institution))) != 0 {
		t.Errorf("in force: %+v", l)
	}
	if _, err := rootact.PlanTake(w.Institution, answer); !errors.Is(err, rootact.AnswerTaken) {
		t.Errorf("taken twice: %v", err)
	}
}

// TestAnswerRefused brings back what is no answer.
func TestAnswerRefused(t *testing.T) {
	w := newWorld(t, "Contoh")
	plan := must(rootact.PlanChange(w.Institution, rootact.Renew))
	asked := must(plan.Request("BKD"))
	first := must(asked.Sign(nil, w.root))
	_, inForce := w.Ledger.Trust()
	inForce = bytes.Clone(inForce)

	more := *plan.Next
	more.Registrars = append(slices.Clone(more.Registrars), trust.Registrar{Key: newKey(), Name: "Bidang Data",
		Range: trust.Range{First: 1, Last: trust.NoEnd}})
	_, thief, _ := ed25519.GenerateKey(nil)
	stolen := *plan.Next
	stolen.Root = trust.LogKey(stolen.Root.Name(), eddsa.PublicKey(thief.Public().(ed25519.PublicKey)))
	other := newWorld(t, "Lain") // of the same origin, with a root of its own
	theirs := must(must(rootact.PlanChange(other.Institution, rootact.Renew)).Request(""))
	for what, c := range map[string]struct {
		answer []byte
		want   office.Code
	}{
		"with a registrar more":  {must(trust.Sign(more, w.root)), rootact.AnswerUnasked},
		"by another root":        {must(trust.Sign(stolen, thief)), rootact.AnswerForeign},
		"of another institution": {must(theirs.Sign(nil, other.root)), rootact.AnswerForeign},
		"the request itself":     {asked.Bytes(), rootact.AnswerForeign},
		"edited":                 {bytes.Replace(first, []byte("WIB"), []byte("WIT"), 1), rootact.AnswerForeign},
		"nothing":                {nil, rootact.AnswerForeign},
		"the list in force":      {inForce, rootact.AnswerTaken},
	} {
		if _, err := rootact.PlanTake(w.Institution, c.answer); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}

	w.do(rootact.SetFacts(config.Facts{Timezone: "WIT"})) // meanwhile
	if _, err := rootact.PlanTake(w.Institution, first); !errors.Is(err, rootact.AnswerOlder) {
		t.Errorf("after another list of that serial: %v", err)
	}
	last := must(must(rootact.PlanChange(w.Institution, rootact.Renew)).Request(""))
	back := must(last.Sign(nil, w.root))
	if err := rootact.Withdraw(w.Institution, last); err != nil {
		t.Fatal(err)
	}
	if _, err := rootact.PlanTake(w.Institution, back); !errors.Is(err, rootact.AnswerUnasked) {
		t.Errorf("withdrawn: %v", err)
	}
}

// TestRetiringElsewhere counts whom a registrar enrolled while the request to retire him was away.
func TestRetiringElsewhere(t *testing.T) {
	const nip = "198501012010011001"
	w := newWorld(t, "Contoh")
	registrar := must(keyfile.Open(w.KeyPath("registrar"), nil))
	public := must(eddsa.PublicKeyOf(registrar))
	asked := must(must(rootact.PlanChange(w.Institution, rootact.RetireRegistrar(public))).Request(""))
	plan := must(w.PlanImport("f.csv", strings.NewReader("nip,nama,unit\n"+nip+",Arif,Biro\n"), roster.Choice{}))
	if err := plan.Import(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Enrol(t.Context(), registrar, must(w.Person(nip)), newKey(), false); err != nil {
		t.Fatal(err)
	}
	back := must(rootact.PlanTake(w.Institution, must(asked.Sign(nil, w.root))))
	if back.Void != 1 {
		t.Errorf("%d credentials would be void, want 1", back.Void)
	}
	if err := back.Take(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Ledger.LiveCredential(signer.Subject(must(w.Person(nip)).Subject)); err != nil {
		t.Errorf("the ledger forgot it: %v", err)
	}
}

// TestExplain says every line that differs.
func TestExplain(t *testing.T) {
	if err := rootact.Phrases.Check(); err != nil {
		t.Error(err)
	}
	w := newWorld(t, "Contoh")
	old := w.list()
	next := old.Next(old.Issued + 1)
	for _, change := range []rootact.Change{rootact.SetFacts(config.Facts{Name: "Pemerintah Baru"}),
		rootact.AddRegistrar(newKey(), "Bidang\u200b Data"), rootact.RetireRegistrar(old.Registrars[0].Key),
		rootact.AddWitness(trust.Witness{Name: "bkn", Key: trust.WitnessKey("bkn.example", newKey()),
			URL: "https://b"}),
		rootact.SetQuorum(1), rootact.NameRoot(newKey())} {
		if err := change(&next, 7); err != nil {
			t.Fatal(err)
		}
	}
	next.Texts = next.Texts[1:]
	said := rootact.Explain(phrase.EN, old, &next)
	for _, want := range []string{"serial 2 takes the place of 1", "\"Pemerintah Contoh\" becomes \"Pemerintah Baru\"",
		"A new registrar: Bidang‹U+200B› Data", "Registrar BKD", "A new witness: bkn", "Quorum: 1 of 1",
		"A new line: next-root ", "A line goes: text "} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%q is not said:\n%s", want, strings.Join(said, "\n"))
		}
	}
	if len(said) != 8 {
		t.Errorf("%d sentences:\n%s", len(said), strings.Join(said, "\n"))
	}
}
