package witness

import (
	"crypto/ed25519"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

const testOrigin = "ikrar.contoh.example/buku"

// testKey gives a key from a fixed seed: DEMO keys, for tests only.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(testKey(name).Public().(ed25519.PublicKey))
}

func testLogKeys() []trust.LedgerKey {
	return []trust.LedgerKey{
		{Range: trust.Range{Last: trust.NoEnd}, Key: trust.LogKey(testOrigin, publicOf("ledger")),
			State: trust.Active}}
}

// world is the trust list that a witness knows an institution by, and the time.
type world struct {
	testing.TB
	trust trust.List
	now   time.Time
}

func newWorld(t testing.TB) *world {
	return &world{TB: t, trust: trust.List{Origin: testOrigin, Ledgers: testLogKeys()}, now: time.Unix(1774922400, 0)}
}

func (w *world) witness(name, dir string) Options {
	return Options{Name: name + ".example", Key: testKey(name), Logs: []Log{LogOf(&w.trust)}, Dir: dir,
		Now: func() time.Time { return w.now }}
}
