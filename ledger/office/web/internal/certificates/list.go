package certificates

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/verify"
)

// perPage is how many certificates a page of the list has.
const perPage = 100

// listed is the page that finds issued certificates.
type listed struct {
	choice
	Query          string
	Count          int
	Rows           []row
	Page           int // from 1
	Before, Behind string
}

// row is an issued certificate, and whose it is.
type row struct {
	issue.Certificate
	NIP roster.NIP // empty for who has left the roster
}

func (c *certificates) list(r *frame.Request) error {
	page := listed{Query: r.Text("q"), Page: 1}
	if n, err := strconv.Atoi(r.Text("halaman")); err == nil && n > 1 {
		page.Page = n
	}
	ch, all, err := c.chosenIssued(r)
	if err != nil {
		return err
	}
	page.choice = ch
	slices.Reverse(all) // the newest first
	all = slices.DeleteFunc(all, func(one issue.Certificate) bool { return !matches(one, page.Query) })
	page.Count = len(all)
	from := min((page.Page-1)*perPage, len(all))
	to := min(from+perPage, len(all))
	if page.Page > 1 {
		page.Before = page.at(page.Page - 1)
	}
	if to < len(all) {
		page.Behind = page.at(page.Page + 1)
	}
	if err := c.do(r.Context(), func(i *office.Institution) error {
		certificates, err := i.Certificates()
		if err == nil {
			err = certificates.Complete(all[from:to])
		}
		if err != nil {
			return err
		}
		for _, one := range all[from:to] {
			person, _, err := i.Roster.BySubject(one.Subject)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row{one, person.NIP})
		}
		return nil
	}); err != nil {
		return err
	}
	return r.Show("daftar", page)
}

func (l listed) at(page int) string {
	return frame.Link(path+"/daftar", "campaign", l.Campaign, "unit", l.Unit, "q", l.Query, "halaman",
		strconv.Itoa(page))
}

// matches says whether all words of a search are in what is known of a certificate. A code is found
// however its groups are parted.
func matches(c issue.Certificate, query string) bool {
	known := strings.ToLower(strings.Join([]string{c.Name, c.Number, string(c.Code), c.Unit,
		strings.ReplaceAll(string(c.Code), "-", "")}, "\n"))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(known, word) {
			return false
		}
	}
	return true
}

// gone is why a PDF cannot be handed out: a key of the catalogue.
type gone struct{ Code, Why string }

// download hands out the issued file of one certificate.
func (c *certificates) download(r *frame.Request) error {
	code, err := verify.ParseCode(r.PathValue("code"))
	if err != nil {
		return r.Show("tiada", gone{r.PathValue("code"), "certificates.gone.unknown"})
	}
	var pdf []byte
	err = c.do(r.Context(), func(i *office.Institution) (err error) {
		pdf, err = i.CertificatePDF(code)
		return err
	})
	if why := goneWhy(err); why != "" {
		return r.Show("tiada", gone{string(code), why})
	}
	if err != nil {
		return err
	}
	return r.Offer(string(code)+".pdf", "application/pdf", func(w io.Writer) error {
		_, err := w.Write(pdf)
		return err
	})
}

func goneWhy(err error) string {
	for _, why := range []struct {
		err error
		key string
	}{{issue.ErrRevoked, "revoked"}, {issue.ErrGone, "erased"}, {issue.ErrNotKept, "lost"},
		{issue.ErrNotIssued, "unissued"}, {ledger.ErrNotFound, "unknown"}} {
		if errors.Is(err, why.err) {
			return "certificates.gone." + why.key
		}
	}
	return ""
}
