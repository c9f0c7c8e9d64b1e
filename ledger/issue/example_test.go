package issue

import (
	"context"
	"fmt"
	"log"
	"os"
	"testing"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/signer"
)

// Two people have pledged. Run numbers their certificates, draws them, records the issuances and
// writes DIR/UNIT/CODE.pdf; a second run finds that all of them stand.
func ExampleIssuer_Run() {
	w, done := exampleWorld("nabila", "tegor")
	defer done()
	i := Issuer{
		Ledger:    w.ledger,
		Registrar: w.registrar,
		Now:       func() time.Time { return w.now },
		Settings: Settings{
			Agency:    "BADAN KEPEGAWAIAN DAERAH",
			Pattern:   "{klasifikasi}/{urut}/{unit}/{tahun}",
			Class:     "800.1.3.3.22",
			UnitCode:  "BKD",
			Signatory: certificate.Signatory{Position: "Kepala Badan Kepegawaian Daerah"},
			NIP:       func(p signer.Person) (string, error) { return "••••" + p.NIPLast4, nil },
		},
	}
	for range 2 {
		err := i.Run(context.Background(), Request{Dir: w.dir}, func(c Certificate, err error) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(c.Number, c.Code, c.Name, "new:", c.New)
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// 800.1.3.3.22/1/BKD/2026 0Y0B-X5JW-XBDX Nama nabila new: true
	// 800.1.3.3.22/2/BKD/2026 RDXC-SM87-RFH0 Nama tegor new: true
	// 800.1.3.3.22/1/BKD/2026 0Y0B-X5JW-XBDX Nama nabila new: false
	// 800.1.3.3.22/2/BKD/2026 RDXC-SM87-RFH0 Nama tegor new: false
}

// exampleWorld is a ledger with the pledges of some people.
func exampleWorld(people ...string) (w *world, done func()) {
	t := &exampleTB{}
	w = newWorld(t)
	for _, person := range people {
		w.pledge(person, "deklarasi", w.enrol(person))
	}
	return w, t.done
}

// exampleTB is what newWorld needs of a test, for an Example, which is given none.
type exampleTB struct {
	testing.TB
	cleanups []func()
}

func (t *exampleTB) Helper()              {}
func (t *exampleTB) Fatal(reasons ...any) { log.Fatal(reasons...) }
func (t *exampleTB) Cleanup(f func())     { t.cleanups = append(t.cleanups, f) }

func (t *exampleTB) TempDir() string {
	dir, err := os.MkdirTemp("", "ikrar-example-")
	if err != nil {
		log.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func (t *exampleTB) done() {
	for n := len(t.cleanups) - 1; n >= 0; n-- {
		t.cleanups[n]()
	}
}
