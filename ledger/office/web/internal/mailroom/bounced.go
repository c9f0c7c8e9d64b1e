package mailroom

import (
	"errors"
	"mime/multipart"
	"path/filepath"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/web/internal/frame"
)

// bounces is what reports of failed deliveries have told.
type bounces struct {
	Marked  []someone
	Unknown []string // addresses that no letter was sent to
	Other   []string // files that are no such reports
}

// List are the marked, as a table shows them.
func (b bounces) List() list { return list{People: b.Marked} }

// bounced reads saved reports, and marks the letters that they are about.
func (m *room) bounced(r *frame.Request) error {
	var page bounces
	var all []mail.Bounce
	if r.MultipartForm == nil || len(r.MultipartForm.File["laporan"]) == 0 {
		return m.showWrong(r, r.Say("mailroom.bounced.none"))
	}
	for _, head := range r.MultipartForm.File["laporan"] {
		found, err := readReport(head)
		if errors.Is(err, mail.ErrNoReport) {
			page.Other = append(page.Other, filepath.Base(strings.ReplaceAll(head.Filename, `\`, "/")))
		} else if err != nil {
			return err
		}
		all = append(all, found...)
	}
	if err := m.do(r.Context(), func(i *office.Institution) error {
		marked, unknown, err := mailing.MarkBounced(i, all)
		for _, p := range marked {
			page.Marked = append(page.Marked, showPerson(p))
		}
		page.Unknown = unknown
		return err
	}); err != nil {
		return err
	}
	return r.Show("kembali", page)
}

func readReport(head *multipart.FileHeader) ([]mail.Bounce, error) {
	file, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return mail.ReadBounces(file)
}
