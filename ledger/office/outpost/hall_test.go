package outpost_test

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// counted counts what an officer's key signs.
type counted struct {
	crypto.Signer
	signed atomic.Int64
	fail   bool
}

func (c *counted) Sign(rand io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	if c.fail {
		return nil, errors.New("the key is gone")
	}
	c.signed.Add(1)
	return c.Signer.Sign(rand, digest, o)
}

// hall is an institution of four people: Siti and Budi have pledged, Rina and Dewi wait.
type hall struct {
	*served
	dir       string // the officer's outpost
	registrar *counted
	person    map[string]roster.Person
	keys      map[string]ed25519.PrivateKey
	pledge    map[string]ledger.Receipt
	campaign  string
}

func newHall(t *testing.T) *hall {
	h := &hall{served: serve(t), registrar: &counted{}, person: map[string]roster.Person{}, campaign: "deklarasi",
		keys: map[string]ed25519.PrivateKey{}, pledge: map[string]ledger.Receipt{}}
	h.registrar.Signer = must(keyfile.Open(h.served.keys, nil))
	i := h.far("meja")
	h.dir = i.Dir
	plan := must(i.PlanImport("pegawai.csv", strings.NewReader("nip,nama,jabatan,unit,email\n"+
		"197602012005051001,Siti Contoh,Analis,Dinas Pendidikan,siti@contoh.example\n"+
		"197602012005051002,Budi Contoh,Analis,Dinas Pendidikan,budi@contoh.example\n"+
		"197602012005051003,Rina Contoh,Analis,Dinas Pendidikan,rina@contoh.example\n"+
		"197602012005051004,Dewi Contoh,Analis,Dinas Pendidikan,dewi@contoh.example\n"), roster.Choice{}))
	if err := errors.Join(plan.Import(), outpost.Seen(i.Home)); err != nil {
		t.Fatal(err)
	}
	people := must(all(i))
	if err := outpost.Wrote(i.Home, people); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		h.person[strings.Fields(p.Name)[0]] = p
	}
	x, now := must(office.ReadText("uu-20-2023", "")), time.Now()
	must(must(i.PlanCampaign(signer.CampaignBody{ID: h.campaign, Title: "Deklarasi", Text: x.Body, Digest: x.Digest(),
		Language: x.Language, Place: "Pontianak", Opens: now.Add(-time.Hour).Unix(),
		Closes: now.AddDate(1, 0, 0).Unix()})).Record(t.Context(), h.registrar))
	for _, name := range []string{"Siti", "Budi"} {
		public, private, _ := ed25519.GenerateKey(nil)
		h.keys[name] = private
		e := must(i.Enrol(t.Context(), h.registrar, h.person[name], eddsa.PublicKey(public), false))
		h.pledge[name] = must(i.Ledger.Append(t.Context(), must(signer.Sign(private, i.Ledger.Origin(),
			signer.Pledge{IssuedAt: time.Now().Unix(), Credential: e.Packet.Credential, PledgeBody: signer.PledgeBody{
				Text: x.Digest(), Campaign: h.campaign, Place: "Pontianak"}}))))
	}
	waiting := must(i.PlanInvitations(func(yield func(roster.Person, error) bool) {
		_ = yield(h.person["Rina"], nil) && yield(h.person["Dewi"], nil)
	}, now.AddDate(0, 1, 0), false))
	if err := errors.Join(waiting.Sign(t.Context(), h.registrar, nil), waiting.Commit()); err != nil {
		t.Fatal(err)
	}
	for _, one := range waiting.Invitations {
		_, private, _ := ed25519.GenerateKey(nil)
		code := one.Code.Key(i.Ledger.Origin())
		raw := must(invitation.Request{Key: eddsa.PublicKey(private.Public().(ed25519.PublicKey)), Address: h.url,
			Invitation: eddsa.PublicKey(code.Public().(ed25519.PublicKey))}.Sign(private, code, i.Ledger.Origin()))
		if _, err := h.Desk().Redeem(t.Context(), raw); !errors.Is(err, enrol.ErrWaiting) {
			t.Fatal(err)
		}
	}
	h.publish()
	return h
}

func (h *hall) publish() []byte {
	_, note, err := h.Ledger.Checkpoint()
	if err := errors.Join(err, h.Ledger.Publish(note)); err != nil {
		h.Fatal(err)
	}
	return note
}

func (h *hall) subjectKey(name string) string {
	s := h.person[name].Subject
	return string(store.Key(store.PrefixSubject, s[:]))
}

func (h *hall) live(name string) []byte {
	c := must(h.Ledger.LiveCredential(signer.Subject(h.person[name].Subject)))
	return store.Pack(store.LiveState{Credential: c.Digest(), Index: must(h.Ledger.Receipt(c.Digest())).Index})
}

// entry is the row of an entry, which another index may be given.
func (h *hall) entry(d signer.Digest, index uint64, kind signer.Kind) []byte {
	e := verify.Entry{Kind: kind, Index: index, Time: time.Now().Unix(), Digest: d}
	return store.Pack(store.Registered{Entry: e.Bytes()})
}

func (h *hall) drawer(name, key string) []byte { return must(h.Ledger.Drawer(name).Get([]byte(key))) }

// forged are the rows of a credential for Siti that nobody but a thief has signed.
func (h *hall) forged(at uint64) map[string][]byte {
	_, thief, _ := ed25519.GenerateKey(nil)
	c := must(signer.Sign(thief, h.Ledger.Origin(), signer.Credential{IssuedAt: time.Now().Unix(),
		Confirmation: signer.Confirmation{Key: eddsa.PublicKey(thief.Public().(ed25519.PublicKey))},
		Person:       enrol.PersonOf(h.person["Siti"])}))
	return map[string][]byte{
		h.subjectKey("Siti"): store.Pack(store.LiveState{Credential: c.Digest(), Index: at}),
		string(store.DigestKey(store.PrefixDigest, c.Digest())): store.Number(at),
		string(store.EntryKey(at)):                              h.entry(c.Digest(), at, signer.KindCredential),
		string(store.StatementKey(at)):                          c.Bytes(),
	}
}

// with has a person's line in the roster say something else.
func (h *hall) with(name, old, other string) map[string][]byte {
	k := "p" + string(h.person[name].NIP)
	return map[string][]byte{inRoster(k): []byte(strings.Replace(string(h.drawer("roster", k)), old, other, 1))}
}

func as[E error](err error) bool { return errors.As(err, new(E)) }

func ptr[T any](v T) *T { return &v }

// rows is a lie about one row.
func rows(k string, v []byte) *lie { return &lie{row: swapped(map[string][]byte{k: v})} }

func (h *hall) invitationKey(name string) string {
	s := h.person[name].Subject
	return "i" + string(s[:])
}

// inPlace has what is kept of one person's invitation stand where another's is.
func (h *hall) inPlace(name, of string) *lie {
	return rows(string(store.Key(store.PrefixDrawer, []byte("invitations\x00"+h.invitationKey(name)))),
		h.drawer("invitations", h.invitationKey(of)))
}

// pledgeOf has the pledge of another stand as a person's.
func (h *hall) pledgeOf(p roster.Person, of string) *lie {
	return rows(string(store.Key(store.PrefixPerson, p.Subject[:], []byte(h.campaign))),
		store.Number(h.pledge[of].Index))
}

// personal has what is held of another be a person's.
func (h *hall) personal(of roster.Person) *lie {
	held := must(h.Ledger.Personal(h.Context(), signer.Subject(of.Subject)))
	return &lie{answer: func(method string, _ []byte) []byte {
		if method != "Personal" {
			return nil
		}
		return gobbed(struct{ Error string }{}, struct{ Held []ledger.Held }{held})
	}}
}

// text has a campaign's statement be that of Budi's credential, whose index the row leads to.
func (h *hall) text() *lie {
	c := must(h.Ledger.Campaign(h.campaign))
	claims := c.Claims()
	claims.Text += " Dan setia kepada peladen."
	claims.Digest = signer.DigestOf([]byte(claims.Text))
	_, thief, _ := ed25519.GenerateKey(nil)
	other, err := signer.Sign(thief, h.Ledger.Origin(), claims)
	if err != nil {
		h.Fatal(err)
	}
	at := h.Ledger.Size()
	return &lie{row: swapped(map[string][]byte{
		string(store.Key(store.PrefixCampaign, []byte(h.campaign))): store.Pack(store.CampaignState{
			Opens: claims.Opens, Closes: claims.Closes, Text: claims.Digest, Statement: other.Digest()}),
		string(store.DigestKey(store.PrefixDigest, other.Digest())): store.Number(at),
		string(store.EntryKey(at)):                                  h.entry(other.Digest(), at, signer.KindCampaign),
		string(store.StatementKey(at)):                              other.Bytes(),
	})}
}

// usurped is a newer trust list, which another root has signed.
func (h *hall) usurped() []byte {
	list, _ := h.Ledger.Trust()
	next := *list
	next.Serial++
	public, thief, _ := ed25519.GenerateKey(nil)
	next.Root = trust.LogKey(list.Root.Name(), eddsa.PublicKey(public))
	note, err := trust.Sign(next, thief)
	if err != nil {
		h.Fatal(err)
	}
	return note
}

// state has the log be in a state from the so manieth look on.
func (h *hall) state(is share.StateAnswer, from int64) *lie {
	is.Origin = h.Ledger.Origin()
	var looks atomic.Int64
	return &lie{answer: func(method string, answer []byte) []byte {
		if method != "Look" || looks.Add(1) <= from {
			return nil
		}
		return gobbed(struct{ Error string }{}, struct{ State share.StateAnswer }{is})
	}}
}

// fork is a checkpoint of another tree, by the ledger's own key.
func (h *hall) fork(size uint64) []byte {
	c, _, err := h.Ledger.Checkpoint()
	if err != nil {
		h.Fatal(err)
	}
	c.Size, c.Root[0] = size, c.Root[0]^1
	return must(c.Sign(must(trust.NoteSigner(h.Ledger.Origin(), must(keyfile.Open(h.KeyPath("ledger"), nil))))))
}
