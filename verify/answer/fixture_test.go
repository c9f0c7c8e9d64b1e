package answer

import (
	"crypto/ed25519"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

const (
	origin  = "ikrar.contoh.example/buku"
	started = 1774922400 // 31 March 2026, 09.00 WIB
	day     = 86400
)

var text = signer.DigestOf([]byte("Pernyataan\nSaya berkomitmen.\n"))

// demoKey gives a key from a fixed seed: DEMO keys, for tests only.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func demoPublic(name string) eddsa.PublicKey {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// demoTrust is an institution in the middle of the country, so that a zone forgotten shows.
func demoTrust() *trust.List {
	log := trust.LogKey(origin, demoPublic("ledger"))
	return &trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: "https://ikrar.contoh.example", Timezone: "WITA", Serial: 3,
		Issued: started - 2*3600, NextUpdate: started + 365*day, Root: trust.LogKey(trust.RootName(origin), demoPublic("root")),
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: demoPublic("registrar"), Name: "Kepala Bidang Mutasi, Dra. Contoh Pejabat, M.Si."}},
		Ledgers:    []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Texts:      []trust.Text{{Digest: text, ID: "uu-20-2023", Language: "id", Title: "Pernyataan Komitmen ASN BerAKHLAK"}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
}

// demoProof is the full proof of a pledge, entry 2 of a ledger of three.
func demoProof(t testing.TB, change ...func(*signer.Person)) verify.Proof {
	t.Helper()
	person := signer.Person{Subject: signer.Subject{1}, Name: "Siti Rahmawati, M.Pd.", Unit: "Badan Pengembangan Sumber Daya Manusia Daerah Provinsi\u200b Contoh",
		Position: "Analis Kebijakan Ahli Pertama pada Subbidang Perencanaan dan Pengembangan Kompetensi", Rank: "Penata Muda, III/a", NIPLast4: "1001"}
	for _, f := range change {
		f(&person)
	}
	credential := must(signer.Sign(demoKey("registrar"), origin, signer.Credential{IssuedAt: started, Confirmation: signer.Confirmation{Key: demoPublic("employee")}, Person: person}))
	pledge := must(signer.Sign(demoKey("employee"), origin, signer.Pledge{IssuedAt: started + 60, Credential: credential.Bytes(),
		PledgeBody: signer.PledgeBody{Text: text, Campaign: "deklarasi-2026", Place: "Pontianak"}}))
	r := signer.Registration{Index: 2, Time: started + 3600, Digest: pledge.Digest(), Credential: 1}
	p := must(verify.NewProof(pledge.Bytes(), r, must(r.Sign(demoKey("ledger"), origin))))

	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, stored[i])
		}
		return all, nil
	})
	prev, at := verify.FirstPrev(origin), tlog.Hash{}
	for n, e := range []verify.Entry{{Kind: signer.KindTrust, Digest: text}, {Kind: signer.KindCredential, Digest: credential.Digest()}, {Kind: signer.KindPledge, Digest: pledge.Digest()}} {
		e.Index, e.Time, e.Prev = uint64(n), r.Time, prev
		stored = append(stored, must(tlog.StoredHashes(int64(n), e.Bytes(), read))...)
		prev, at = e.LeafHash(), prev
	}
	c := trust.Checkpoint{Origin: origin, Size: 3, Root: must(tlog.TreeHash(3, read))}
	return p.WithInclusion(at, must(tlog.ProveRecord(3, 2, read)), must(c.Sign(must(trust.NoteSigner(origin, demoKey("ledger"))))))
}

// source is a status source that says one thing.
type source verify.StatusAnswer

func (s source) Status(uint64) (verify.StatusAnswer, error) { return verify.StatusAnswer(s), nil }
