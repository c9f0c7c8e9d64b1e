package report

import (
	"bytes"
	"io"

	"ikrar/verify/phrase"
)

// PackFiles are the files of an evidence pack that people read: the report in its forms, the list,
// and how to check them. url is the institution's, size that of the checkpoint.
func (r *Report) PackFiles(lang phrase.Lang, url string, size uint64) (map[string][]byte, error) {
	w := words(lang)
	files := map[string][]byte{w.say("readme-file"): []byte(w.say("readme", "institution", r.Institution, "title",
		r.Campaign.Title, "summary", SummaryFile, "url", url, "size", size) + "\n")}
	for name, write := range map[string]func(io.Writer) error{
		"laporan.html": func(out io.Writer) error { return r.HTML(out, lang) },
		"laporan.csv":  func(out io.Writer) error { return r.CSV(out, lang) },
		"laporan.xlsx": func(out io.Writer) error { return r.XLSX(out, lang) },
		"laporan.json": r.JSON,
		"daftar.csv":   func(out io.Writer) error { return r.PeopleCSV(out, lang) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			return nil, err
		}
		files[name] = out.Bytes()
	}
	return files, nil
}
