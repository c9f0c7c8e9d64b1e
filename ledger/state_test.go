package ledger

import (
	"errors"
	"testing"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// TestMalformedRows: whatever length somebody gave a key or a value, whoever asks is told, and the
// ledger lives on.
func TestMalformedRows(t *testing.T) {
	siti, public := subjectOf("siti"), publicOf("siti")
	cut := func(raw []byte) []byte { return raw[:len(raw)-1] }
	for name, c := range map[string]struct {
		edit func(o *office) (k []byte, f func([]byte) []byte) // nil for a key that is added
		ask  func(o *office) error
	}{
		"digest": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), cut
		}, func(o *office) error { _, err := o.ledger.Receipt(signer.DigestOf(o.sitiPledge)); return err }},
		"digest of another": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), func([]byte) []byte { return store.Number(7) }
		}, func(o *office) error { _, err := o.ledger.Statement(signer.DigestOf(o.sitiPledge)); return err }},
		"digest of no entry": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.DigestKey(store.PrefixDigest, signer.DigestOf(o.siti)), func([]byte) []byte { return store.Number(100_000) }
		}, func(o *office) error { return o.refused(signer.KindCredential, o.siti) }},
		"credential in force that is a pledge": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixSubject, siti[:]), func([]byte) []byte {
				return store.Pack(store.LiveState{Credential: signer.DigestOf(o.sitiPledge), Index: 3})
			}
		}, func(o *office) error {
			return o.refused(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti")))
		}},
		"statement": {func(o *office) ([]byte, func([]byte) []byte) { return store.StatementKey(6)[:8], nil },
			func(o *office) error { _, err := o.ledger.Personal(o.Context(), siti); return err }},
		"erased, counted": {func(o *office) ([]byte, func([]byte) []byte) { return []byte{store.PrefixErased, 1}, nil },
			func(o *office) error { _, err := o.ledger.Counts(); return err }},
		"erased, listed": {func(o *office) ([]byte, func([]byte) []byte) { return []byte{store.PrefixErased, 1}, nil },
			func(o *office) error { _, err := o.ledger.StatusList(); return err }},
		"code": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixCode, []byte(verify.CodeOf(o.sitiPledge))), cut
		}, func(o *office) error { _, err := o.ledger.ByCode(verify.CodeOf(o.sitiPledge)); return err }},
		"certificate": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.DigestKey(store.PrefixIssued, signer.DigestOf(o.sitiPledge)), cut
		}, func(o *office) error { _, err := o.ledger.IssuanceOf(signer.DigestOf(o.sitiPledge)); return err }},
		"certificate, replaced": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.DigestKey(store.PrefixIssued, signer.DigestOf(o.sitiPledge)), cut
		}, func(o *office) error { return o.refused(signer.KindIssuance, o.issuance(o.sitiPledge, "800/2")) }},
		"history": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixPast, siti[:], []byte{1}), nil
		},
			func(o *office) error { _, err := o.ledger.About(public); return err }},
		"key": {func(o *office) ([]byte, func([]byte) []byte) { return store.Key(store.PrefixKey, public[:]), cut },
			func(o *office) error { _, err := o.ledger.About(public); return err }},
		"key, enrolled again": {func(o *office) ([]byte, func([]byte) []byte) { return store.Key(store.PrefixKey, public[:]), cut },
			func(o *office) error {
				d := signer.DigestOf(o.siti)
				return o.refused(signer.KindCredential, o.credential("siti", func(c *signer.Credential) { c.Replaces, c.Unit = &d, "Unit baru" }))
			}},
		"pledge of a person": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixPerson, siti[:], []byte("deklarasi")), cut
		}, func(o *office) error {
			return o.ledger.Pledges(func(signer.Subject, string, uint64) error { return nil })
		}},
		"pledge of a person, made again": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixPerson, siti[:], []byte("deklarasi")), cut
		}, func(o *office) error {
			return o.refused(signer.KindPledge, o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Sambas" }))
		}},
		"pledge of a person whose key is revoked": {func(o *office) ([]byte, func([]byte) []byte) {
			return store.Key(store.PrefixPerson, siti[:], []byte("deklarasi")), cut
		}, func(o *office) error {
			return o.refused(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti")))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			if k, f := c.edit(o); f != nil {
				o.change(k, f)
			} else {
				value := store.Pack(store.ErasedState{Code: [14]byte{1}})
				if k[0] == store.PrefixStatement {
					value = o.sitiPledge
				}
				o.edit(func(t store.Txn) error { return t.Set(k, value) })
			}
			if err := c.ask(o); !errors.Is(err, ErrDamaged) {
				t.Errorf("answered %v", err)
			}
			o.append(signer.KindPledge, o.pledge("budi", o.budi))
			if name != "digest" && name != "digest of another" {
				o.append(signer.KindPledge, o.sitiPledge) // its first answer needs no other row
			}
		})
	}
}
