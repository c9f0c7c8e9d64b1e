package outpost

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/archive"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/ledger/office/settings"
	"ikrar/signer"
)

// Name is that of the service; another one with each change of what its calls take.
const Name = "Home2"

// Services are what [ledger.Ledger.Receive] takes, to let officers at a home from afar.
func Services(i *office.Institution) map[string]func(share.Visitor) any {
	return map[string]func(share.Visitor) any{
		Name: func(v share.Visitor) any { return &Service{home: i.Home, ledger: i.Ledger, who: v} },
	}
}

// Service is what one officer from afar may ask of a home, in the form that net/rpc wants. Each
// method returns an error that is the server's own trouble; what was refused is in the answer.
type Service struct {
	home   *office.Home
	ledger *ledger.Ledger
	who    share.Visitor

	mutex  sync.Mutex
	unlock func() // of the lock of issuing; nil where it is not held
	expiry *time.Timer
}

// Reads names the methods that change nothing, for package share.
func (s *Service) Reads(method string) bool {
	return method == "Settings" || method == "Kept" || method == "Get"
}

// Nothing is what a call without arguments takes.
type Nothing struct{}

// Settings are ikrar.toml, the emblem that it names, and who saved it.
type Settings struct {
	Toml, Emblem []byte
	By           settings.Saved // zero where nobody knows
}

// Settings reads them, as they are now.
func (s *Service) Settings(_ Nothing, out *Settings) (err error) {
	h, text, err := office.ReadHome(s.home.Dir)
	if err != nil {
		return err
	}
	out.Toml = text
	if out.Emblem, err = h.Emblem(); err != nil {
		return err
	}
	plan, err := settings.Read(s.home.Dir)
	if err == nil {
		out.By, _ = plan.LastSaved()
	}
	return err
}

// SaveCall is settings in the place of those that were read. An emblem is a new one: where there is
// none, the one that was there stays, unless the settings name none any more.
type SaveCall struct {
	Toml, Emblem []byte
	Was          signer.Digest // SHA-256 of the ikrar.toml that was read
	At           int64         // when, by the officer's clock
}

// SaveAnswer says what became of them.
type SaveAnswer struct {
	Stale bool // somebody else has changed them since
}

// Save saves settings, unless somebody else has since they were read.
func (s *Service) Save(in SaveCall, out *SaveAnswer) error {
	p, err := settings.Taken(s.home.Dir, in.Toml, in.Emblem)
	if err != nil {
		return err
	}
	h, _, err := office.ReadHome(s.home.Dir)
	if err != nil {
		return err
	}
	if p.Config.Certificate.Emblem != "" { // a path of this machine is nothing for others to say
		p.Config.Certificate.Emblem = h.Config.Certificate.Emblem
	}
	p.Config.Mail.PasswordFile = kept(p.Config.Mail.PasswordFile, h.Config.Mail.PasswordFile)
	p.By = settings.Saved{Officer: s.who.Registrar, At: in.At}
	p.Since(in.Was.String())
	var refused *office.RefusedError
	err = p.Save(context.Background())
	if errors.As(err, &refused) && refused.Code == office.Stale {
		out.Stale = true
		return nil
	}
	return err
}

// kept is where the password of the mail server is: each machine has a file of its own, and only
// whether there is one is said to others.
func kept(said, here string) string {
	switch {
	case said == "":
		return ""
	case here != "":
		return here
	}
	return PasswordFile
}

// shelf is the home's archive.
func (s *Service) shelf() (*archive.Archive, error) {
	key, err := office.ReadStoreKey(s.home.KeyPath("store"))
	return archive.Open(s.home.PDFPath(), key), err
}

// KeptPDF is the file of a kept PDF: what is in it is seen when it is asked for.
type KeptPDF struct {
	Digest signer.Digest
	Length uint64
}

// Kept lists the PDFs that are kept.
func (s *Service) Kept(_ Nothing, out *[]KeptPDF) error {
	a, err := s.shelf()
	if err != nil {
		return err
	}
	return a.Each(func(d signer.Digest) error {
		n, err := a.Length(d)
		*out = append(*out, KeptPDF{d, n})
		return err
	})
}

// PDFAnswer is a kept PDF; nil where it is not there or damaged.
type PDFAnswer struct{ PDF []byte }

// Get opens a kept PDF.
func (s *Service) Get(d signer.Digest, out *PDFAnswer) error {
	a, err := s.shelf()
	if err != nil {
		return err
	}
	out.PDF, err = a.Get(d)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, archive.ErrDamaged) {
		err = nil
	}
	return err
}

// stands says why a PDF is not the file of an issuance whose pledge is there: [ledger.ErrNotFound],
// [ledger.ErrErased], or that the ledger cannot say.
func (s *Service) stands(d signer.Digest) error {
	issued, err := s.ledger.ByFile(d)
	if err == nil {
		_, err = s.ledger.Statement(issued.Claims().Pledge)
	}
	return err
}

func gone(err error) bool {
	return errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrErased)
}

// Keep keeps a PDF under its SHA-256, where it is that of an issuance whose pledge is not erased:
// an erasure takes away what is kept by then, so it is looked for behind that too.
func (s *Service) Keep(pdf []byte, _ *Nothing) error {
	d := signer.DigestOf(pdf)
	if err := s.stands(d); err != nil {
		return err
	}
	a, err := s.shelf()
	if err != nil {
		return err
	}
	if err = a.Keep(pdf); err != nil {
		return err
	}
	if err = s.stands(d); gone(err) {
		err = errors.Join(err, a.Remove(d))
	}
	return err
}

// errStands refuses to take away what a person is to find.
var errStands = errors.New("the PDF is that of a certificate, which only an erasure takes away")

// Remove takes a kept PDF off the disk that is of no issuance, or of one whose pledge was erased.
func (s *Service) Remove(d signer.Digest, _ *Nothing) error {
	switch err := s.stands(d); {
	case err == nil:
		return errStands
	case !gone(err):
		return err
	}
	a, err := s.shelf()
	if err != nil {
		return err
	}
	return a.Remove(d)
}

// leaseLife is how long the lock of issuing is held for an officer from whom nothing is heard.
const leaseLife = 30 * time.Second

// LeaseAnswer says whether the lock of issuing is this officer's now, and else whose it is.
type LeaseAnswer struct {
	Held bool
	By   string // may be empty
}

// Lease takes the lock of issuing, or holds it longer. who is what others are told that wait.
func (s *Service) Lease(who string, out *LeaseAnswer) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.unlock == nil {
		patience, cancel := context.WithTimeout(context.Background(), 1500*time.Millisecond)
		defer cancel()
		unlock, err := s.home.LockIssuing(patience, who, func(by string) { out.By = by })
		if errors.Is(err, context.DeadlineExceeded) {
			return nil
		}
		if err != nil {
			return err
		}
		s.unlock = unlock
		s.expiry = time.AfterFunc(leaseLife, func() { s.Release(Nothing{}, nil) })
	}
	s.expiry.Reset(leaseLife)
	out.Held = true
	return nil
}

// Ended gives the lock back when the session ends.
func (s *Service) Ended() { s.Release(Nothing{}, nil) }

// Release gives the lock of issuing back.
func (s *Service) Release(Nothing, *Nothing) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.unlock != nil {
		s.expiry.Stop()
		s.unlock()
		s.unlock = nil
	}
	return nil
}
