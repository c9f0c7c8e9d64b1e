package answer

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var update = flag.Bool("update", false, "write testdata anew")

// answers are what a check may come to, by the name of their files in testdata.
var answers = map[string]func(testing.TB, phrase.Lang) Answer{
	"valid": func(t testing.TB, lang phrase.Lang) Answer {
		r := verify.Check(demoProof(t).Full(), demoTrust(), source{State: verify.StateGood}, started+day)
		r.CheckFile(verify.FileIssued)
		r.Quorum = verify.Quorum{Need: 2, Have: 2, Names: []string{"Inspektorat Daerah Provinsi Contoh", "Ombudsman Perwakilan Contoh"}}
		a := New(lang, "sertifikat.pdf", r, demoTrust(), started+day)
		a.Number = "800.1.3.3.22/3/BKD/2026"
		return a
	},
	"valid-offline-stale": func(t testing.TB, lang phrase.Lang) Answer {
		now := int64(started + 1204*day)
		r := verify.Check(demoProof(t).Full(), demoTrust(), nil, now)
		r.CheckFile(verify.FileUnchecked)
		return New(lang, "Unduhan/sertifikat (1).pdf", r, demoTrust(), now)
	},
	"altered": func(t testing.TB, lang phrase.Lang) Answer {
		raw := demoProof(t).Short()
		changed := bytes.Replace(raw, []byte("Pontianak"), []byte("Singkawan"), 1)
		return New(lang, "https://ikrar.contoh.example/#0123", verify.Check(changed, demoTrust(), nil, started+day), demoTrust(), started+day)
	},
	"altered-file": func(t testing.TB, lang phrase.Lang) Answer {
		r := verify.Check(demoProof(t).Full(), demoTrust(), source{State: verify.StateGood}, started+day)
		r.CheckFile(verify.FileDifferent)
		return New(lang, "sertifikat.pdf", r, demoTrust(), started+day)
	},
	"altered-encoding": func(t testing.TB, lang phrase.Lang) Answer {
		raw := append(demoProof(t).Short(), 0)
		return New(lang, "bukti.tlog-proof", verify.Check(raw, demoTrust(), nil, started+day), demoTrust(), started+day)
	},
	"untrusted": func(t testing.TB, lang phrase.Lang) Answer {
		trust := demoTrust()
		trust.Registrars[0].Key, trust.Texts = demoPublic("other registrar"), nil
		return New(lang, "sertifikat.png", verify.Check(demoProof(t).Short(), trust, nil, started+day), trust, started+day)
	},
	"revoked": func(t testing.TB, lang phrase.Lang) Answer {
		status := source{State: verify.StateRevoked, Time: started + day + 15*3600, Reason: "salah ketik\u200b nama."}
		return New(lang, "-", verify.Check(demoProof(t).Short(), demoTrust(), status, started+2*day), demoTrust(), started+2*day)
	},
	"erased": func(t testing.TB, lang phrase.Lang) Answer {
		r := verify.Check(demoProof(t).Short(), demoTrust(), source{State: verify.StateErased, Time: started + day}, started+2*day)
		return New(lang, "sertifikat.jpg", r, demoTrust(), started+2*day)
	},
	"unread": func(_ testing.TB, lang phrase.Lang) Answer {
		return Unread(lang, "foto\u202egpj.exe", "unread.unreadable", "detail", "a sentence that hides something and is longer than one line of a terminal.\x1b[2J")
	},
}

func TestPrint(t *testing.T) {
	for name, make := range answers {
		for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
			var b strings.Builder
			if err := make(t, lang).Print(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name+"."+string(lang)+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != strings.ReplaceAll(string(want), "\r\n", "\n") {
				t.Errorf("%s (go test -update writes it anew):\n%s", path, b.String())
			}
			shape(t, path, b.String())
		}
	}
	if files, _ := filepath.Glob("testdata/*.txt"); len(files) != 2*len(answers) {
		t.Errorf("%d files in testdata, want %d", len(files), 2*len(answers))
	}
}

// shape holds what every printed answer has in common.
func shape(t *testing.T, name, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) > width {
			t.Errorf("%s: wider than %d columns: %s", name, width, line)
		}
		if strings.TrimRight(line, " ") != line || phrase.Visible(line) != line {
			t.Errorf("%s: space at an end or hidden characters: %q", name, line)
		}
	}
	for _, wrong := range []string{"..", ". .", ",.", "{", "}", "reason.", "step.", "\n\n\n"} {
		if strings.Contains(printed, wrong) {
			t.Errorf("%s holds %q", name, wrong)
		}
	}
}

// The JSON has the keys of the contract: those, and no others, in every answer.
func TestJSONKeys(t *testing.T) {
	want := map[string][]string{
		"":      {"input", "verdict", "integrity", "trust", "status", "file", "steps", "index", "time", "code", "person", "pledge", "registrar", "quorum"},
		"steps": {"n", "name", "ok", "code", "detail"}, "person": {"name", "unit", "position", "rank", "nip_last4"},
		"pledge": {"text_id", "text_digest", "campaign", "place", "time"}, "registrar": {"name"}, "quorum": {"need", "have", "names"},
	}
	keys := func(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
	for name, make := range answers {
		raw, err := json.Marshal(make(t, phrase.EN))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		for part, keysOf := range want {
			object := got
			switch v := got[part].(type) {
			case map[string]any:
				object = v
			case []any:
				object = v[0].(map[string]any)
			}
			slices.Sort(keysOf)
			if !slices.Equal(keys(object), keysOf) {
				t.Errorf("%s: %q has the keys %q, want %q", name, part, keys(object), keysOf)
			}
		}
		steps, _ := got["steps"].([]any)
		if len(steps) != 8 {
			t.Errorf("%s: %d steps", name, len(steps))
		}
		for _, s := range steps {
			if code := s.(map[string]any)["code"].(string); !slices.Contains(verify.ReasonCodes, code) {
				t.Errorf("%s: a step has the code %q", name, code)
			}
		}
		if names, ok := got["quorum"].(map[string]any)["names"].([]any); !ok {
			t.Errorf("%s: names are %v, not a list", name, names)
		}
	}
}

func TestJSONValues(t *testing.T) {
	for name, want := range map[string]string{
		"valid": `{"input":"sertifikat.pdf","verdict":"valid","integrity":"intact","trust":"trusted","status":"good","file":"issued",` +
			`"index":2,"time":1774926000,"code":"CODE","person":{"name":"Siti Rahmawati, M.Pd.","unit":"Badan Pengembangan Sumber Daya Manusia Daerah Provinsi` + "\u200b" + ` Contoh",` +
			`"position":"Analis Kebijakan Ahli Pertama pada Subbidang Perencanaan dan Pengembangan Kompetensi","rank":"Penata Muda, III/a","nip_last4":"1001"},` +
			`"pledge":{"text_id":"uu-20-2023","text_digest":"` + text.String() + `","campaign":"deklarasi-2026","place":"Pontianak","time":1774922460},` +
			`"registrar":{"name":"Kepala Bidang Mutasi, Dra. Contoh Pejabat, M.Si."},"quorum":{"need":2,"have":2,"names":["Inspektorat Daerah Provinsi Contoh","Ombudsman Perwakilan Contoh"]}}`,
		"altered-encoding": `{"input":"bukti.tlog-proof","verdict":"altered","integrity":"broken","trust":"unknown","status":"unchecked","file":"unchecked",` +
			`"index":null,"time":null,"code":"","person":{"name":"","unit":"","position":"","rank":"","nip_last4":""},` +
			`"pledge":{"text_id":"","text_digest":"","campaign":"","place":"","time":0},"registrar":{"name":""},"quorum":{"need":0,"have":0,"names":[]}}`,
		"unread": `{"input":"foto` + "\u202e" + `gpj.exe","verdict":"undetermined","integrity":"unknown","trust":"unknown","status":"unchecked","file":"unchecked",` +
			`"index":null,"time":null,"code":"","person":{"name":"","unit":"","position":"","rank":"","nip_last4":""},` +
			`"pledge":{"text_id":"","text_digest":"","campaign":"","place":"","time":0},"registrar":{"name":""},"quorum":{"need":0,"have":0,"names":[]}}`,
	} {
		a := answers[name](t, phrase.EN)
		a.Steps = nil
		got := string(must(json.Marshal(a)))
		want = strings.Replace(want, `"index"`, `"steps":null,"index"`, 1)
		if a.Code != "" {
			want = strings.Replace(want, "CODE", string(demoProof(t).Code()), 1)
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		name string
		lang phrase.Lang
		n    int
		want string
	}{
		{"valid", phrase.ID, 3, "3 Tanda tangan komitmen true Kunci yang terdaftar atas nama Siti Rahmawati, M.Pd. menandatanganinya."},
		{"valid", phrase.EN, 3, "3 Signature of the pledge true The key registered in the name of Siti Rahmawati, M.Pd. signed it."},
		{"valid", phrase.EN, 2, "2 Registrar true This employee's key was registered by Kepala Bidang Mutasi, Dra. Contoh Pejabat, M.Si., a recognised registrar."},
		{"valid", phrase.ID, 5, "5 Pencatatan true Buku besar mencatatnya sebagai nomor 2 pada 31 Maret 2026, 11.00 WITA."},
		{"valid", phrase.EN, 5, "5 Registration true The ledger registered it as entry 2 on 31 March 2026, 11:00 WITA."},
		{"altered", phrase.ID, 3, "3 Tanda tangan komitmen false Tanda tangan tidak cocok dengan isi komitmen dan kunci yang terdaftar."},
		{"altered", phrase.EN, 8, "8 File null There was no certificate file to check."},
		{"unread", phrase.EN, 1, "1 One encoding null Not checked, since the proof could not be read."},
	} {
		s := c.name
		step := answers[c.name](t, c.lang).Steps[c.n-1]
		got := fmt.Sprintf("%d %s %s %s", step.N, step.Name, must(json.Marshal(step.OK)), step.Detail)
		if got != c.want {
			t.Errorf("%s: %s, want %s", s, got, c.want)
		}
	}
}

// Every reason that Check can give is said, in both languages, without a placeholder left.
func TestWords(t *testing.T) {
	if err := book.Check(); err != nil {
		t.Error(err)
	}
	for key := range words {
		if !strings.HasPrefix(key, "answer.") {
			t.Errorf("%s is not this package's", key)
		}
	}
	need := []string{}
	for _, code := range verify.ReasonCodes {
		need = append(need, "reason."+code)
	}
	for n := 1; n <= 8; n++ {
		need = append(need, fmt.Sprint("step.", n))
	}
	for _, v := range []verify.Verdict{verify.Valid, verify.Altered, verify.Untrusted, verify.Unrecorded, verify.Revoked, verify.Undetermined} {
		need = append(need, "verdict."+string(v), "verdict."+string(v)+".sentence")
	}
	for _, v := range []verify.Integrity{verify.Intact, verify.Broken, verify.IntegrityUnknown} {
		need = append(need, "integrity."+string(v))
	}
	for _, v := range []verify.Standing{verify.Trusted, verify.StandingUnknown, verify.Stale} {
		need = append(need, "trust."+string(v))
	}
	for _, v := range []verify.State{verify.StateGood, verify.StateRevoked, verify.StateErased, verify.StateUnchecked} {
		need = append(need, "status."+string(v))
	}
	for _, v := range []verify.File{verify.FileIssued, verify.FileExtended, verify.FileResaved, verify.FileDifferent, verify.FileUnchecked} {
		need = append(need, "file."+string(v))
	}
	for _, key := range need {
		if _, ok := book[key]; !ok {
			t.Errorf("%s is not said", key)
		}
	}
}

// The age of a stale list is what has passed since it was issued.
func TestStale(t *testing.T) {
	proof, list := demoProof(t).Short(), demoTrust()
	for now, want := range map[int64]string{
		list.NextUpdate:            "",
		list.NextUpdate + 1:        "Trust list serial 3 was issued 365 days ago and is past its next update.",
		list.Issued + 1204*day:     "Trust list serial 3 was issued 1,204 days ago and is past its next update.",
		list.Issued + 1204*day - 1: "Trust list serial 3 was issued 1,203 days ago and is past its next update.",
	} {
		a := New(phrase.EN, "x", verify.Check(proof, list, nil, now), list, now)
		if got := strings.Join(a.sentences()[1:], " "); got != want {
			t.Errorf("at %d: %q, want %q", now, got, want)
		}
	}
	// It is said beside other verdicts too.
	now := list.NextUpdate + 1
	a := New(phrase.EN, "x", verify.Check(proof, list, source{State: verify.StateRevoked}, now), list, now)
	if got := a.sentences(); a.Verdict != verify.Revoked || len(got) != 2 || got[0] != "This certificate has been revoked." {
		t.Errorf("%s: %q", a.Verdict, got)
	}
}

// A status list is said with its day; a revoked certificate is told apart from a revoked pledge.
func TestStatusSentences(t *testing.T) {
	now := int64(started + day)
	listed := func(s verify.State) []string {
		r := verify.Check(demoProof(t).Short(), demoTrust(), source{State: s, AsOf: started}, now)
		return New(phrase.EN, "x", r, demoTrust(), now).sentences()
	}
	for s, first := range map[verify.State]string{verify.StateGood: "This pledge is recorded", verify.StateRevoked: "This certificate has been revoked."} {
		if got := listed(s); len(got) != 2 || !strings.HasPrefix(got[0], first) || got[1] != "By the status list as of 31 March 2026, 10:00 WITA." {
			t.Errorf("%s: %q", s, got)
		}
	}
	r := verify.Check(demoProof(t).Short(), demoTrust(), source{State: verify.StateGood}, now)
	r.CheckFile(verify.FileRevoked)
	a := New(phrase.EN, "x", r, demoTrust(), now)
	if got := a.sentence(); got != "The certificate of this file has been revoked. The pledge itself remains recorded." || a.File != verify.FileIssued || a.Status != verify.StateGood {
		t.Errorf("%s %s: %q", a.File, a.Status, got)
	}
}

// What a forger wrote is not shown as signed, even where the ledger speaks of the file.
func TestUnproved(t *testing.T) {
	for name, want := range map[string]bool{"valid": true, "valid-offline-stale": true, "altered": false, "altered-file": true, "untrusted": false, "revoked": true, "erased": true} {
		if got := answers[name](t, phrase.EN).proved(); got != want {
			t.Errorf("%s: proved is %v", name, got)
		}
	}
	forged := bytes.Replace(demoProof(t).Short(), []byte("Pontianak"), []byte("Singkawan"), 1)
	r := verify.Check(forged, demoTrust(), nil, started+day)
	r.CheckFile(verify.FileDifferent)
	a := New(phrase.EN, "x", r, demoTrust(), started+day)
	if a.proved() || a.sentence() != book.Say(phrase.EN, "verdict.altered.sentence") {
		t.Errorf("%s: %s", a.Verdict, a.sentence())
	}
	stolen := demoTrust()
	stolen.Ledgers[0].State, stolen.Ledgers[0].Stolen = trust.Stolen, started
	a = New(phrase.EN, "x", verify.Check(demoProof(t).Short(), stolen, nil, started+day), stolen, started+day)
	if a.proved() || a.sentence() != book.Say(phrase.EN, "verdict.undetermined.stolen") {
		t.Errorf("%s: %s", a.Verdict, a.sentence())
	}
	extended := verify.Check(demoProof(t).Short(), demoTrust(), nil, started+day)
	extended.CheckFile(verify.FileExtended)
	a = New(phrase.EN, "x", extended, demoTrust(), started+day)
	if !a.proved() || a.sentence() != book.Say(phrase.EN, "verdict.undetermined.extended") {
		t.Errorf("%s: %s", a.Verdict, a.sentence())
	}
}

func TestExitCode(t *testing.T) {
	of := func(verdicts ...verify.Verdict) (all []Answer) {
		for _, v := range verdicts {
			all = append(all, Answer{Verdict: v})
		}
		return all
	}
	for _, c := range []struct {
		answers []Answer
		want    int
	}{
		{nil, 0}, {of(verify.Valid), 0}, {of(verify.Valid, verify.Revoked), 1}, {of(verify.Altered, verify.Valid), 1},
		{of(verify.Undetermined, verify.Altered), 3}, {of(verify.Unrecorded, verify.Undetermined, verify.Valid), 3}, {of(verify.Untrusted), 1},
	} {
		if got := ExitCode(c.answers); got != c.want {
			t.Errorf("%+v: exit %d, want %d", c.answers, got, c.want)
		}
	}
}

func TestParagraph(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, c := range []struct{ head, text, want string }{
		{"  ", "", "  \n"},
		{"", "satu dua", "satu dua\n"},
		{"  1 ✓ ", strings.Repeat("kata ", 15) + "akhir", "  1 ✓ " + strings.Repeat("kata ", 14) + "kata\n      akhir\n"},
		{"  ", long, "  " + long + "\n"},
		{"  ", "satu " + long + " dua", "  satu\n  " + long + "\n  dua\n"},
		{"", strings.Repeat("a", 80), strings.Repeat("a", 80) + "\n"},
		{"", strings.Repeat("a", 40) + " " + strings.Repeat("b", 39), strings.Repeat("a", 40) + " " + strings.Repeat("b", 39) + "\n"},
		{"", strings.Repeat("a", 40) + " " + strings.Repeat("b", 40), strings.Repeat("a", 40) + "\n" + strings.Repeat("b", 40) + "\n"},
	} {
		var b strings.Builder
		if paragraph(&b, c.head, c.text); b.String() != c.want {
			t.Errorf("%q: %q, want %q", c.text, b.String(), c.want)
		}
	}
}

// A person's name that looks like words of ours stays a name.
func TestArgumentsAreNoTemplates(t *testing.T) {
	proof := demoProof(t, func(p *signer.Person) { p.Name = "{name} {index}" })
	a := New(phrase.EN, "x", verify.Check(proof.Short(), demoTrust(), nil, started+day), demoTrust(), started+day)
	if got, want := a.Steps[2].Detail, "The key registered in the name of {name} {index} signed it."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Names end with the dot of a title: no sentence puts another behind it.
func TestDots(t *testing.T) {
	for key, text := range book {
		for _, sentence := range []string{text.ID, text.EN} {
			if strings.Contains(sentence, "name}.") || strings.Contains(sentence, "names}.") || strings.Contains(sentence, "reason}.") || strings.Contains(sentence, "title}.") {
				t.Errorf("%s: %s", key, sentence)
			}
		}
	}
}
