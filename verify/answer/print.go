package answer

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ikrar/verify"
	"ikrar/verify/phrase"
)

// words are the sentences that only this package says.
var words = phrase.Book{
	"answer.details":          {ID: "Yang ditandatangani:", EN: "What was signed:"},
	"answer.details.unproved": {ID: "Yang tertulis di dalamnya (tidak terbukti):", EN: "What it says (not proved):"},
	"answer.signers":          {ID: "Tiga penanda tangan:", EN: "The three signers:"},
	"answer.steps":            {ID: "Langkah pemeriksaan:", EN: "The steps of the check:"},
	"answer.signer.registrar": {ID: "Petugas pendaftar", EN: "Registrar"},
	"answer.signer.employee":  {ID: "Pegawai", EN: "Employee"},
	"answer.signer.ledger":    {ID: "Buku besar", EN: "Ledger"},
	"answer.text.unknown":     {ID: "tidak ada dalam daftar kepercayaan", EN: "not in the trust list"},
	"answer.file.unchecked": {
		ID: "Berkasnya sendiri tidak diperiksa: hanya buku besar yang tahu berkas mana yang diterbitkan.",
		EN: "The file itself was not checked: only the ledger knows which file was issued."},
}

// width is the number of columns that an answer keeps to, as far as its words allow: that of a
// terminal nobody widened.
const width = 80

// Print writes the answer for a person to read: the verdict first, then what was signed, by whom,
// and how it was checked.
func (a Answer) Print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", a.Headline(), phrase.Visible(a.Input))
	for _, s := range a.sentences() {
		paragraph(&b, "", s)
	}
	for _, s := range a.differ {
		paragraph(&b, "  • ", s)
	}
	if a.unread == "" {
		a.summary(&b)
	}
	if a.result.Proof != nil {
		a.details(&b)
		a.signers(&b)
	}
	if a.unread == "" {
		a.steps(&b)
	}
	if a.Verdict == verify.Valid {
		b.WriteByte('\n')
		paragraph(&b, "", a.say("compare.output"))
		paragraph(&b, "", a.say("caveat"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Headline is the word in capitals above the answer.
func (a Answer) Headline() string {
	if a.unread != "" {
		return a.say(phrase.UnreadHeadline(a.unread))
	}
	if a.Verdict == verify.Undetermined {
		switch {
		case a.code(1) == "encoding-incomplete":
			return a.say("verdict.incomplete")
		case a.Status == verify.StateErased:
			return a.say("verdict.erased")
		}
	}
	return a.say("verdict." + string(a.Verdict))
}

// Reasons are the codes of the steps, or the key of the sentence that says why nothing could be
// read.
func (a Answer) Reasons() []string {
	if a.unread != "" {
		return []string{a.unread}
	}
	var codes []string
	for _, s := range a.result.Steps {
		codes = append(codes, s.Reason.Code)
	}
	return codes
}

// sentences say what the verdict means here, and what must be said beside it.
func (a Answer) sentences() []string {
	if a.unread != "" {
		return a.more
	}
	all := append([]string{a.sentence()}, a.more...)
	if a.Trust == verify.Stale {
		all = append(all, a.stale())
	}
	if asOf := a.result.Status.AsOf; asOf != 0 {
		all = append(all, a.say("status.asof", "moment", a.moment(asOf)))
	}
	if a.Verdict == verify.Valid && a.code(8) == "file-unchecked" && len(a.differ) == 0 {
		all = append(all, a.say("answer.file.unchecked"))
	}
	return all
}

func (a Answer) code(step int) string {
	if len(a.result.Steps) < step {
		return ""
	}
	return a.result.Steps[step-1].Reason.Code
}

func (a Answer) sentence() string {
	switch {
	case a.code(1) == "encoding-other":
		return a.say("verdict.altered.encoding")
	case a.code(1) == "encoding-version":
		return a.say("verdict.undetermined.version")
	case a.code(1) == "encoding-incomplete":
		return a.say("verdict.undetermined.incomplete")
	case a.Verdict == verify.Revoked && a.result.Status.Time != 0 && a.result.Status.Reason != "":
		date := phrase.Date(a.lang, time.Unix(a.result.Status.Time, 0).In(a.zone))
		return a.say("verdict.revoked.dated", "date", date, "reason", a.result.Status.Reason)
	case a.Verdict == verify.Revoked && a.code(7) != "status-revoked":
		return a.say("verdict.revoked.file")
	case a.Verdict == verify.Altered && a.File == verify.FileDifferent && a.proved():
		return a.say("verdict.altered.file")
	case a.Verdict == verify.Undetermined && a.Status == verify.StateErased:
		return a.say("verdict.undetermined.erased")
	case a.Verdict == verify.Undetermined && a.File == verify.FileExtended:
		if a.differs("added-signature", "added-seal") {
			return a.say("verdict.undetermined.signed")
		}
		return a.say("verdict.undetermined.extended")
	case a.Verdict == verify.Undetermined && a.File == verify.FileResaved && a.proved():
		return a.say("verdict.undetermined.resaved")
	case a.Verdict == verify.Undetermined && (a.code(5) == "registration-stolen" || a.code(6) == "quorum-late"):
		return a.say("verdict.undetermined.stolen")
	}
	return a.say("verdict." + string(a.Verdict) + ".sentence")
}

// differs says whether one of these is what is said of the file.
func (a Answer) differs(what ...string) bool {
	among := func(d verify.Difference) bool { return slices.Contains(what, d.What) }
	return slices.ContainsFunc(a.result.Differences, among)
}

// proved says whether what the proof says was signed, by people the trust list knows, and recorded:
// steps 1 to 5 hold, and 6 does not fail. A revocation or a file of another making takes nothing of
// that back.
func (a Answer) proved() bool {
	if len(a.Steps) < 6 || a.Steps[5].OK != nil && !*a.Steps[5].OK {
		return false
	}
	for _, s := range a.Steps[:5] {
		if s.OK == nil || !*s.OK {
			return false
		}
	}
	return true
}

func (a Answer) stale() string {
	age := max(a.now-a.trust.Issued, 0) / 86400
	return a.say("trust.stale.serial", "serial", a.trust.Serial, "age", phrase.Number(a.lang, age))
}

// summary gives the answers that stand beside the verdict.
func (a Answer) summary(b *strings.Builder) {
	t := table{{a.say("integrity"), a.say("integrity." + string(a.Integrity))},
		{a.say("trust"), a.say("trust." + string(a.Trust))}, {a.say("status"), a.say("status." + string(a.Status))}}
	if a.code(8) != "file-absent" {
		t.add(a.say("file"), a.say("file."+string(a.File)))
	}
	b.WriteByte('\n')
	t.print(b)
}

// details lists what the certificate must say too.
func (a Answer) details(b *strings.Builder) {
	heading := "answer.details"
	if !a.proved() {
		heading = "answer.details.unproved"
	}
	fmt.Fprintf(b, "\n%s\n", a.say(heading))
	var t table
	line := func(field, value string) {
		if value != "" {
			t.add(a.say("field."+field), phrase.Visible(value))
		}
	}
	person := a.person()
	line("name", person.Name)
	line("position", person.Position)
	line("rank", person.Rank)
	line("unit", person.Unit)
	line("nip_last4", person.NIPLast4)
	text := a.say("answer.text.unknown")
	if a.result.Text.ID != "" {
		text = a.result.Text.Title + " (" + a.result.Text.ID + ")"
	}
	line("text", text)
	line("campaign", a.Pledge.Campaign)
	line("place", a.Pledge.Place)
	line("signed", a.moment(a.Pledge.Time))
	line("time", a.moment(a.result.Proof.Time))
	line("index", fmt.Sprint(a.result.Proof.Index))
	line("number", a.Number)
	line("code", a.Code)
	if a.known() {
		line("institution", a.trust.Institution)
	}
	t.print(b)
}

// known reports whether the trust list knows the registrar. Where it does not, the certificate may
// be another institution's, and this one's name does not belong beside it.
func (a Answer) known() bool { return a.Registrar.Name != "" }

// signers names the three who signed, with whether their signatures hold.
func (a Answer) signers(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", a.say("answer.signers"))
	var t table
	registrar, ledger := a.Registrar.Name, a.trust.Origin
	if unknown := a.say("trust.unknown"); !a.known() {
		registrar = unknown
		if a.Steps[4].OK == nil || !*a.Steps[4].OK {
			ledger = unknown
		}
	}
	for _, s := range []struct {
		who, name string
		step      int
	}{{"registrar", registrar, 2}, {"employee", a.person().Name, 3}, {"ledger", ledger, 5}} {
		t.add(mark(a.Steps[s.step-1].OK)+" "+a.say("answer.signer."+s.who), phrase.Visible(s.name))
	}
	t.print(b)
	if len(a.Quorum.Names) > 0 {
		paragraph(b, "  ", a.say("signer.quorum.names", "names", strings.Join(a.Quorum.Names, ", ")))
	}
}

// steps lists the numbered steps as PROOF.md has them.
func (a Answer) steps(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", a.say("answer.steps"))
	for i, s := range a.Steps {
		detail := s.Detail
		if len(a.differ)+len(a.more) > 0 {
			detail = a.reason(a.result.Steps[i].Reason) // the rest stands above
		}
		paragraph(b, fmt.Sprintf("  %d %s ", s.N, mark(s.OK)), s.Name+": "+detail)
	}
}

// mark shows a step's outcome by shape, never by colour alone.
func mark(ok *bool) string {
	switch {
	case ok == nil:
		return "–"
	case *ok:
		return "✓"
	}
	return "✗"
}

// table is labels with their values, set in two columns.
type table [][2]string

func (t *table) add(label, value string) { *t = append(*t, [2]string{label, value}) }

func (t table) print(b *strings.Builder) {
	column := 0
	for _, row := range t {
		column = max(column, utf8.RuneCountInString(row[0]))
	}
	for _, row := range t {
		paragraph(b, fmt.Sprintf("  %-*s  ", column, row[0]), row[1])
	}
}

// paragraph writes a text behind a head, broken at spaces into lines of [width] columns that hang
// under its beginning. A word that is too long by itself stands as it is: codes and addresses are
// to be copied.
func paragraph(b *strings.Builder, head, text string) {
	b.WriteString(head)
	indent := utf8.RuneCountInString(head)
	column, first := indent, true
	for word := range strings.SplitSeq(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case first:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column, first = column+n, false
	}
	b.WriteByte('\n')
}
