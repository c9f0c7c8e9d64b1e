package scan

import (
	"bytes"

	"ikrar/verify/internal/picture"
	"ikrar/verify/qr"
)

// All returns the text of each QR code of ours in a picture or on the pages of a PDF, for whoever
// looks for all of them where [Find] says [ErrSeveral]: certificates bound for the printer, a batch
// that was scanned. Beside what was found the error says where there was more than the bounds let
// be looked at.
func All(data []byte) ([]string, error) {
	s := sights{}
	body := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if !isPDF(body) {
		budget := maxWork
		for img, err := range picture.All(data) {
			if err != nil {
				return s.texts, pictureError(err)
			}
			if budget -= work(area(img)); budget < 0 {
				return s.texts, &LimitError{Kind: Image, Unit: Pictures}
			}
			s.read(img)
		}
		return s.texts, nil
	}
	f, err := parsePDF(body)
	if err != nil {
		return nil, err
	}
	found := map[int]bool{} // pages
	pictures := f.Pictures(qr.MinSide)
	glances, looks := maxGlances, maxWork
	for n, p := range pictures {
		if p.Whole && found[p.Page] {
			continue
		}
		if glances -= work(p.Pixels); glances < 0 || looks < 0 {
			return s.texts, &LimitError{Kind: PDF, Unit: Pictures, Have: int64(len(pictures)), Limit: int64(n)}
		}
		img := p.Decode()
		if img == nil {
			continue
		}
		before := len(s.texts)
		if !s.glance(img) && !found[p.Page] && (p.Whole || !p.Drawn) {
			looks -= work(p.Pixels)
			s.read(img)
		}
		found[p.Page] = found[p.Page] || len(s.texts) > before
	}
	return s.texts, nil
}
