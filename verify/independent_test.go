package verify

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/torchwood"
	"github.com/skip2/go-qrcode"
	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// stricter lists the vectors in which torchwood accepts a checkpoint that ikrar refuses, and why ikrar does.
var stricter = map[string]string{
	"checkpoint-extension-line":       "ikrar's ledgers write none",
	"checkpoint-signature-spare-bits": "one spelling",
	"quorum-time-too-large":           "C2SP tlog-cosignature: at most 2^63 - 1",
	"checkpoint-beyond-retired":       "torchwood knows no ranges",
	"checkpoint-before-successor":     "torchwood knows no ranges",
}

// Torchwood, written by others after the same C2SP documents, agrees on step 6 of every full proof: inclusion,
// checkpoint, cosignatures and quorum, by the policy lines of the trust list.
func TestTorchwoodAgrees(t *testing.T) {
	compared := map[bool]int{}
	for _, v := range readVectors(t) {
		p, err := Read(v.Input.bytes())
		if err != nil || p.Inclusion == nil {
			continue
		}
		list := openEdition(t, v.Trust, v.Root)
		if len(list.Policy.Logs) != 1 {
			continue // of several logs torchwood 0.9 wants every signature, C2SP tlog-policy any
		}
		note := must(os.ReadFile(filepath.Join(vectorDir, "trust", v.Trust)))
		text, _, _ := bytes.Cut(note, []byte("\n\n"))
		lines := append(text[bytes.Index(text, []byte("\nlog "))+1:], '\n')
		policy, err := torchwood.ParsePolicy(lines)
		if err != nil {
			t.Fatalf("%s: %v\n%s", v.Trust, err, lines)
		}
		err = torchwood.VerifyProof(policy, p.entry().LeafHash(), v.Input.bytes())
		ok := v.Expect.Steps[5]
		accepted := ok == nil || *ok
		if (err == nil) != (accepted || stricter[v.Name] != "") {
			t.Errorf("%s: torchwood says %v, ikrar %s", v.Name, err, v.Expect.Reasons[5])
		}
		compared[accepted]++
	}
	if compared[true] < 10 || compared[false] < 20 {
		t.Errorf("compared %v", compared)
	}
}

// The notes are those of golang.org/x/mod: its own verifier, which knows nothing of ikrar, opens them.
func TestNotesAgree(t *testing.T) {
	raw, list := edition("nested")
	full := must(Read(newFull().file()))
	for key, signed := range map[trust.VerifierKey][]byte{list.Root: raw, list.Ledgers[0].Key: full.Inclusion.Checkpoint} {
		v, err := note.NewVerifier(key.String())
		if err != nil {
			t.Fatal(err)
		}
		if v.Name() != key.Name() || v.KeyHash() != key.KeyHash() {
			t.Errorf("%s is read as %s %08x", key, v.Name(), v.KeyHash())
		}
		if _, err := note.Open(signed, note.VerifierList(v)); err != nil {
			t.Error(err)
		}
	}
	for _, w := range list.Policy.Witnesses {
		v, err := torchwood.NewCosignatureVerifier(w.Key.String())
		if err != nil || v.Name() != w.Key.Name() || v.KeyHash() != w.Key.KeyHash() {
			t.Errorf("%s: %v", w.Key, err)
		}
	}
}

// A witness that runs torchwood cosigns what ikrar counts.
func TestTorchwoodCosigns(t *testing.T) {
	_, list := edition("one-witness")
	witness, err := torchwood.NewCosignatureSigner("inspektorat.example", demoKey("inspektorat"))
	if err != nil {
		t.Fatal(err)
	}
	f := newFull()
	f.signers = f.signers[:1]
	p := must(Read(f.file()))
	cosigned, err := trust.AddCosignatures(p.Inclusion.Checkpoint, witness)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := list.Policy.Open(cosigned)
	if err != nil || !list.Policy.Met(opened.Names(0)) || opened.Cosignatures[0].Time < registered {
		t.Errorf("%+v, %v", opened, err)
	}
	r := Check(p.WithInclusion(p.Inclusion.Prev, p.Inclusion.Path, cosigned).Full(), list, nil, today)
	if r.Verdict != Valid || r.Steps[5].OK != holds {
		t.Errorf("%+v", r)
	}
}

// A usual name, far into a national ledger, fits a QR code that phones read from paper: at most version 20 at level M.
func TestSizeOfQR(t *testing.T) {
	d := newDraft()
	exactly := func(s string, n int) []byte {
		if len(s) != n {
			t.Fatalf("%q has %d bytes, want %d", s, len(s), n)
		}
		return enc(s)
	}
	d.person[3] = exactly("Robertus Sintang, S.STP.,", 25)
	d.person[5] = exactly("Dinas Tenaga Kerja dan Transmigrasi Prov", 40)
	d.person[7] = exactly("Pranata Komputer Ahli Pertama.", 30)
	d.index, d.credentialAt = 11_176_490, 5_588_245
	raw := d.short()
	if len(raw) > 560 {
		t.Errorf("the short proof has %d bytes, want at most 560", len(raw))
	}
	p := must(Read(raw))
	q, err := qrcode.New(p.QR(publicURL), qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	if q.VersionNumber > 20 {
		t.Errorf("QR version %d for %d bytes, want at most 20", q.VersionNumber, len(raw))
	}
	t.Logf("%d bytes, %d characters, QR version %d", len(raw), len(p.QR(publicURL)), q.VersionNumber)
}

// The longest proof that the grammar allows is within the limit, and far from it.
func TestLongestProof(t *testing.T) {
	d := newDraft()
	long := enc(strings.Repeat("N", signer.MaxName))
	d.person[3], d.person[5], d.person[7], d.person[9], d.pledged[5] = long, long, long, long, long
	d.person = append(d.person, enc(7), enc(make([]byte, 32)))
	d.pledged[3] = enc(strings.Repeat("a", signer.MaxCampaignID))
	d.index, d.credentialAt = signer.MaxIndex, signer.MaxIndex-1
	raw := d.short()
	p, err := Read([]byte(must(Read(raw)).QR(publicURL)))
	if err != nil || len(raw) > maxShort {
		t.Errorf("%d bytes: %v", len(raw), err)
	}
	if _, list := edition("default"); Check(p.Short(), list, nil, today).Verdict != Valid {
		t.Error("the longest proof is not valid")
	}
	t.Logf("%d bytes", len(raw))
}

// A file over the limit is refused before anything in it is looked at.
func TestFileTooLong(t *testing.T) {
	file := append(newFull().file(), make([]byte, MaxProof)...)
	if _, err := Read(file); err == nil || !strings.HasSuffix(err.Error(), "bytes, more than 65536") {
		t.Errorf("%d bytes: %v", len(file), err)
	}
}
