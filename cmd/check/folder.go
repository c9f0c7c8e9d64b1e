package check

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
)

// Bounds of a folder: far more than an institution's certificates of one campaign.
const (
	maxFolderFiles = 200_000
	maxFolderDepth = 32
	maxProbe       = 1 << 20 // bytes of a text that may hold a proof
)

// FolderPhrases are the sentences about folders.
var FolderPhrases = phrase.Book{
	"folder.summary": {
		ID: "{count} berkas diperiksa: {valid} sah, {invalid} tidak sah, {undetermined} belum dapat diperiksa.",
		EN: "Files checked: {count}. Valid: {valid}, not valid: {invalid}, not decided: {undetermined}.",
	},
	"folder.left": {
		ID: "{count} lainnya tidak diperiksa, disebut di atas.",
		EN: "Not checked, as said above: {count}.",
	},
	"folder.none": {
		ID: "Tidak ada sertifikat di dalamnya: PDF, gambar, bukti, atau teks yang memuat kode.",
		EN: "There is no certificate in it: no PDF, picture, proof or text that holds a code.",
	},
	"folder.other": {
		ID: "{path}: bukan sertifikat, tidak diperiksa",
		EN: "{path}: not a certificate, not checked",
	},
	"folder.link": {
		ID: "{path}: tautan, tidak diikuti",
		EN: "{path}: a link, not followed",
	},
	"folder.deep": {
		ID: "{path}: terlalu dalam, isinya tidak dilihat; periksa folder ini tersendiri",
		EN: "{path}: too deep, not looked into; check this folder by itself",
	},
	"folder.many": {
		ID: "{path}: berkas ini dan yang sesudahnya tidak diperiksa, terlalu banyak; periksa folder-folder di dalamnya satu per satu",
		EN: "{path}: this file and those behind it were not checked, they are too many; check the folders in it one by one",
	},
	"folder.denied": {
		ID: "{path}: tidak boleh dibuka oleh pengguna ini",
		EN: "{path}: this user may not open it",
	},
}

// Left is a file or folder that a check of a folder did not look into, and why.
type Left struct {
	Path string
	Why  string // other, link, deep, many or denied
}

// Say puts it into a sentence.
func (l Left) Say(lang phrase.Lang) string {
	return FolderPhrases.Say(lang, "folder."+l.Why, "path", phrase.Visible(l.Path))
}

// LeftReport is its JSON form, one object a line beside those of answers.
type LeftReport struct {
	Input   string `json:"input"`
	Error   string `json:"error"`
	Message string `json:"message"`
}

// OfLeft is the JSON form of what was left.
func OfLeft(lang phrase.Lang, l Left) LeftReport {
	code := "folder-" + l.Why
	if l.Why == "other" {
		code = "no-certificate"
	}
	return LeftReport{l.Path, code, l.Say(lang)}
}

// Inputs are what a command was given, each folder replaced by what it holds.
type Inputs struct {
	Folders int
	All     []string // to be checked, in order
	Left    []Left
	empty   []string // folders without a certificate
}

// Expand replaces each folder among inputs by the files in it and below that are certificates or
// may be meant as one, judged by their content, sorted. No link is followed, so nothing outside of
// a folder is read. A pattern that a shell left alone, as those of Windows do, is its files.
func Expand(inputs []string) Inputs {
	var in Inputs
	for _, input := range matched(inputs) {
		if info, err := os.Stat(input); err != nil || !info.IsDir() {
			in.All = append(in.All, input)
			continue
		}
		in.Folders++
		before := len(in.All) + in.unread()
		in.walk(input)
		if len(in.All)+in.unread() == before {
			in.empty = append(in.empty, input)
		}
	}
	return in
}

func matched(inputs []string) (all []string) {
	for _, input := range inputs {
		_, err := os.Lstat(input)
		if found, _ := filepath.Glob(input); err != nil && strings.ContainsAny(input, "*?") && len(found) > 0 {
			all = append(all, found...)
			continue
		}
		all = append(all, input)
	}
	return all
}

// unread counts what may hold certificates that nobody has seen.
func (in *Inputs) unread() (n int) {
	for _, l := range in.Left {
		if l.Why != "other" && l.Why != "link" {
			n++
		}
	}
	return n
}

var errEnough = errors.New("too many files")

// walk takes the files of one folder.
func (in *Inputs) walk(folder string) {
	seen := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		leave := func(why string) { in.Left = append(in.Left, Left{path, why}) }
		switch {
		case err != nil:
			leave("denied")
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			below, _ := filepath.Rel(folder, path)
			if strings.Count(below, string(filepath.Separator)) >= maxFolderDepth {
				leave("deep")
				return fs.SkipDir
			}
		case entry.Type()&fs.ModeSymlink != 0 && path != folder:
			leave("link")
		case !entry.Type().IsRegular():
			leave("other")
		case seen == maxFolderFiles:
			leave("many")
			return errEnough
		default:
			seen++
			in.take(path)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		in.Left = append(in.Left, Left{folder, "denied"})
	}
}

// take decides about one file of a folder.
func (in *Inputs) take(path string) {
	switch is, err := isCertificate(path); {
	case is:
		in.All = append(in.All, path)
	case err != nil:
		in.Left = append(in.Left, Left{path, "denied"})
	default:
		in.Left = append(in.Left, Left{path, "other"})
	}
}

// extensions are those of files that somebody keeps as certificates, whatever is in them.
var extensions = []string{".pdf", ".tlog-proof", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif", ".bmp",
	".heic", ".heif", ".avif", ".jp2", ".jpx"}

// isCertificate says whether a file is of a kind in which certificates are, or a text that holds
// one.
func isCertificate(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	name := strings.ToLower(filepath.Base(path))
	if strings.HasPrefix(name, "._") { // what macOS writes beside a file
		return false, nil
	}
	if slices.Contains(extensions, filepath.Ext(name)) {
		return true, nil
	}
	data, err := io.ReadAll(io.LimitReader(f, maxProbe+1))
	if err != nil || isPage(data) {
		return err == nil, err
	}
	if len(data) > maxProbe {
		return false, nil
	}
	if isPledge(name, data) {
		return false, nil
	}
	_, err = scan.Find(data)
	return !errors.Is(err, scan.ErrNothing) && !errors.Is(err, scan.ErrFormat), nil
}

// isPage tells a PDF or a picture by what it begins with.
func isPage(data []byte) bool {
	for _, begin := range []string{"\x89PNG", "\xff\xd8\xff", "GIF8", "II*\x00", "MM\x00*", "\x00\x00\x00\x0cjP  "} {
		if bytes.HasPrefix(data, []byte(begin)) {
			return true
		}
	}
	riff := len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
	heif := len(data) > 12 && string(data[4:8]) == "ftyp"
	return riff || heif || bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// Summary counts the answers to what was expanded.
type Summary struct {
	inputs  Inputs
	lang    phrase.Lang
	answers []answer.Answer // no more than their verdicts
}

// Summarize begins a summary in the language of the checker.
func (c *Checker) Summarize(inputs Inputs) *Summary { return &Summary{inputs: inputs, lang: c.Lang} }

// Add counts an answer.
func (s *Summary) Add(a answer.Answer) {
	s.answers = append(s.answers, answer.Answer{Verdict: a.Verdict})
}

// ExitCode is the worst answer's; a folder without a certificate, or with a part that nobody could
// look into, is not decided.
func (s *Summary) ExitCode() int {
	all := s.answers
	if len(s.inputs.empty) > 0 || s.inputs.unread() > 0 {
		all = append(slices.Clone(all), answer.Answer{Verdict: verify.Undetermined})
	}
	return answer.ExitCode(all)
}

// Sentences are what is said behind all answers: nothing where no folder was given.
func (s *Summary) Sentences() (all []string) {
	if s.inputs.Folders == 0 {
		return nil
	}
	for _, folder := range s.inputs.empty {
		all = append(all, phrase.Visible(folder)+": "+FolderPhrases.Say(s.lang, "folder.none"))
	}
	number := func(n int) string { return phrase.Number(s.lang, n) }
	count := map[int]int{}
	for _, a := range s.answers {
		count[a.Verdict.ExitCode()]++
	}
	all = append(all, FolderPhrases.Say(s.lang, "folder.summary", "count", number(len(s.answers)),
		"valid", number(count[0]), "invalid", number(count[1]), "undetermined", number(count[3])))
	if left := len(s.inputs.Left); left > 0 {
		all[len(all)-1] += " " + FolderPhrases.Say(s.lang, "folder.left", "count", number(left))
	}
	return all
}
