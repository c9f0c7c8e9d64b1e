package ledger_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// demo is a key that everybody can make, and so nobody may use.
func demo(name string) (ed25519.PrivateKey, eddsa.PublicKey) {
	seed := sha256.Sum256([]byte("DEMO " + name))
	key := ed25519.NewKeyFromSeed(seed[:])
	return key, eddsa.PublicKey(key.Public().(ed25519.PublicKey))
}

// A ledger begins with the trust list of its institution. What is appended is on disk when the
// receipt is there; the same statement again gets the same receipt.
func Example() {
	const origin = "ikrar.contoh.example/buku"
	dir, err := os.MkdirTemp("", "ikrar")
	check(err)
	defer os.RemoveAll(dir)
	root, rootPublic := demo("root")
	registrar, registrarPublic := demo("registrar")
	key, public := demo("ledger")
	_, employee := demo("employee")
	day := time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)

	always, log := trust.Range{Last: trust.NoEnd}, trust.LogKey(origin, public)
	list := trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: "https://ikrar.contoh.example",
		Timezone: "WIB", Serial: 1, Issued: day.Unix(), NextUpdate: day.Unix() + trust.Life,
		Root:       trust.LogKey(trust.RootName(origin), rootPublic),
		Registrars: []trust.Registrar{{Range: always, Key: registrarPublic, Name: "Bidang Mutasi"}},
		Ledgers:    []trust.LedgerKey{{Range: always, Key: log, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	note, err := trust.Sign(list, root)
	check(err)
	l, err := ledger.Create(ledger.Options{Dir: filepath.Join(dir, "ledger"), Origin: origin, Root: list.Root,
		Key: key, Now: func() time.Time { return day }}, note)
	check(err)
	defer l.Close()

	vouched, err := signer.Sign(registrar, origin, signer.Credential{IssuedAt: day.Unix(),
		Confirmation: signer.Confirmation{Key: employee},
		Person:       signer.Person{Subject: signer.Subject{1}, Name: "Nabila Contoh", Unit: "Dinas Pendidikan"}})
	check(err)
	for range 2 {
		receipt, err := l.Append(context.Background(), vouched)
		fmt.Println("entry", receipt.Index, "known:", receipt.Known, err)
	}
	c, _, err := l.Checkpoint()
	fmt.Println(c.Origin, c.Size, err)
	// Output:
	// entry 1 known: false <nil>
	// entry 1 known: true <nil>
	// ikrar.contoh.example/buku 2 <nil>
}

func check(err error) {
	if err != nil {
		panic(err.Error())
	}
}
