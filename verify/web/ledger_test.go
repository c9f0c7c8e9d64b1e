package web_test

import (
	"bytes"
	"compress/zlib"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/trust"
)

const (
	origin  = "ikrar.contoh.example/buku"
	started = 1774922400 // 31 March 2026, 09.00 WIB
	day     = 86400
	today   = started + 2*day

	workedText = "Pernyataan\nSaya berkomitmen.\n" // of the vectors
)

func demoPublic(name string) eddsa.PublicKey {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

// An office is an institution with a ledger of three entries: its trust list, the credential of one person, and that
// person's pledge. Witnesses are not asked for.
type office struct {
	list   trust.List
	trust  []byte // the note
	text   text.Text
	proof  verify.Proof // full
	prev   tlog.Hash
	files  map[string][]byte // what its ledger serves, by path
	person signer.Person
}

// newOffice makes one; change may make any person and any list of it.
func newOffice(change ...func(*office)) *office {
	log := trust.LogKey(origin, demoPublic("ledger"))
	o := &office{files: map[string][]byte{}, text: must2(text.Lookup("uu-20-2023"))}
	o.person = signer.Person{Subject: signer.Subject{1}, Name: "Dr. Siti Rahmawati, M.Pd.", Unit: "Badan Pengembangan Sumber Daya Manusia Daerah",
		Position: "Analis Kebijakan Ahli Pertama", Rank: "Penata Muda, III/a", NIPLast4: "1001"}
	o.list = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: "https://ikrar.contoh.example", Timezone: "WIB", Serial: 3,
		Issued: started - 2*3600, NextUpdate: started + 365*day, Root: trust.LogKey(trust.RootName(origin), demoPublic("root")),
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: demoPublic("registrar"), Name: "Kepala Bidang Mutasi"}},
		Ledgers:    []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Texts: []trust.Text{{Digest: o.text.Digest(), ID: o.text.ID, Language: o.text.Language, Title: o.text.Title},
			{Digest: signer.DigestOf([]byte(workedText)), ID: "contoh", Language: "id", Title: "Pernyataan Komitmen ASN BerAKHLAK"}},
		Policy: trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	for _, f := range change {
		f(o)
	}
	o.trust = must(trust.Sign(o.list, demoKey("root")))
	o.record()
	o.files["/trust"] = o.trust
	o.files["/v1/texts/"+hexOf(o.text.Digest())] = []byte(o.text.Body)
	o.files["/v1/texts/"+hexOf(signer.DigestOf([]byte(workedText)))] = []byte(workedText)
	o.files["/v1/proofs/"+string(o.proof.Code())] = o.proof.Full()
	o.status(verify.StateGood, today+6*day)
	o.campaign("registrar", campaignTitle, o.text.Body)
	return o
}

const campaignTitle = "Deklarasi Pegawai ASN BerAKHLAK"

// campaign has the ledger serve the campaign of the pledge as somebody signed it.
func (o *office) campaign(by, title, body string) {
	c := signer.Campaign{IssuedAt: started, CampaignBody: signer.CampaignBody{ID: "deklarasi-2026", Title: title, Text: body,
		Digest: signer.DigestOf([]byte(body)), Language: "id", Place: "Pontianak", Opens: started, Closes: started + day}}
	o.files["/v1/campaigns/deklarasi-2026"] = must(signer.Sign(demoKey(by), origin, c)).Bytes()
}

func must2[T any](v T, ok bool) T {
	if !ok {
		panic("absent")
	}
	return v
}

func hexOf(d [32]byte) string { return hex.EncodeToString(d[:]) }

// record fills the ledger, and the tiles that serve it.
func (o *office) record() {
	credential := must(signer.Sign(demoKey("registrar"), origin, signer.Credential{IssuedAt: started, Confirmation: signer.Confirmation{Key: demoPublic("employee")}, Person: o.person}))
	pledge := must(signer.Sign(demoKey("employee"), origin, signer.Pledge{IssuedAt: started + 60, Credential: credential.Bytes(),
		PledgeBody: signer.PledgeBody{Text: o.text.Digest(), Campaign: "deklarasi-2026", Place: "Pontianak"}}))
	r := signer.Registration{Index: 2, Time: started + 3600, Digest: pledge.Digest(), Credential: 1}
	p := must(verify.NewProof(pledge.Bytes(), r, must(r.Sign(demoKey("ledger"), origin))))

	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, stored[i])
		}
		return all, nil
	})
	var hashes, bundle []byte
	prev := verify.FirstPrev(origin)
	for n, e := range []verify.Entry{{Kind: signer.KindTrust, Digest: signer.DigestOf(o.trust)}, {Kind: signer.KindCredential, Digest: credential.Digest()}, {Kind: signer.KindPledge, Digest: pledge.Digest()}} {
		e.Index, e.Time, e.Prev = uint64(n), r.Time, prev
		stored = append(stored, must(tlog.StoredHashes(int64(n), e.Bytes(), read))...)
		leaf := e.LeafHash()
		hashes = append(hashes, leaf[:]...)
		bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(e.Bytes()))), e.Bytes()...)
		prev, o.prev = leaf, prev
	}
	c := trust.Checkpoint{Origin: origin, Size: 3, Root: must(tlog.TreeHash(3, read))}
	note := must(c.Sign(must(trust.NoteSigner(origin, demoKey("ledger")))))
	o.proof = p.WithInclusion(o.prev, must(tlog.ProveRecord(3, 2, read)), note)
	o.files["/checkpoint"] = note
	o.files["/tile/0/000.p/3"] = hashes
	o.files["/tile/entries/000.p/3"] = bundle
}

// status has the ledger say something of the pledge, in a list of a week that expires then.
func (o *office) status(s verify.State, expires int64) {
	l := verify.StatusList{Origin: origin, URI: o.list.URL + "/status", Issued: expires - 7*day, Expires: expires, TTL: 3600, Size: 3, Pairs: verify.NewPairs(3)}
	verify.SetPair(l.Pairs, 2, s)
	o.files["/status"] = must(l.Sign(demoKey("ledger")))
}

// revoke has the status list and a registrar say that the pledge was revoked, and why.
func (o *office) revoke(reason string) {
	o.status(verify.StateRevoked, today+6*day)
	r := signer.Revocation{IssuedAt: started + day, RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: o.proof.Pledge.Digest(), From: 2, Reason: reason}}
	o.files["/v1/revocations/2"] = must(signer.Sign(demoKey("registrar"), origin, r)).Bytes()
}

// issue returns a PDF with the proof attached, and has the ledger know it as the issued one, perhaps revoked since.
func (o *office) issue(revoked bool) []byte {
	pdf := pdfWith(o.proof.Full())
	o.issued(pdf, revoked)
	return pdf
}

// issued has the ledger know a PDF as the issued one, perhaps revoked since.
func (o *office) issued(pdf []byte, revoked bool) {
	i := signer.Issuance{IssuedAt: started + 2*3600, IssuanceBody: signer.IssuanceBody{Pledge: o.proof.Pledge.Digest(), Number: "800.1.3.3.22/3/BKD/2026",
		File: signer.DigestOf(pdf), Length: uint64(len(pdf))}}
	statement := must(signer.Sign(demoKey("registrar"), origin, i))
	answer := map[string][]byte{"statement": statement.Bytes()}
	if revoked {
		r := signer.Revocation{IssuedAt: started + day, RevocationBody: signer.RevocationBody{What: signer.TargetIssuance, Target: statement.Digest(), From: 2, Reason: "Salah cetak"}}
		answer["revocation"] = must(signer.Sign(demoKey("registrar"), origin, r)).Bytes()
	}
	o.files["/v1/certificates/"+hexOf(i.Pledge)] = must(json.Marshal(answer))
}

// signedLater stands behind a PDF that somebody has signed.
const signedLater = "6 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Sig /V << /ByteRange [0 1 2 3] >> >>\nendobj\n%%EOF\n"

// pdfWith is the least that a PDF with an attachment holds. Real certificates are checked in ikrar's own tests.
func pdfWith(proof []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(proof)
	z.Close()
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(a \\) b) 3 0 R] >> >> /Pages 5 0 R >>\nendobj\n"+
		"5 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"+
		"2 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode /Length 4 0 R >>\nstream\n%s\nendstream\nendobj\n4 0 obj\n%d\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n",
		packed.Bytes(), packed.Len())
}
