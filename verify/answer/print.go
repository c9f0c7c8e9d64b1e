package answer

import (
	"fmt"
	"io"
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
	"answer.file.unchecked":   {ID: "Berkasnya sendiri tidak diperiksa: hanya buku besar yang tahu berkas mana yang diterbitkan.", EN: "The file itself was not checked: only the ledger knows which file was issued."},
}

// Print writes the answer for a person to read: the verdict first, then what was signed, by whom, and how it was checked.
func (a Answer) Print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n%s\n", a.say("verdict."+string(a.Verdict)), Visible(a.Input), phrase.Wrap(a.sentence(), 0, 0))
	if a.result.Proof != nil {
		a.details(&b)
		a.signers(&b)
	}
	if a.unread == "" {
		a.steps(&b)
	}
	if a.Verdict == verify.Valid {
		fmt.Fprintf(&b, "\n%s\n", phrase.Wrap(a.say("compare.output")+"\n"+a.say("caveat"), 0, 0))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// sentence says what the verdict means here.
func (a Answer) sentence() string {
	code := func(n int) string { return a.result.Steps[n-1].Reason.Code }
	switch {
	case a.unread != "":
		return a.unread
	case a.Verdict == verify.Revoked && a.result.Status.Time != 0:
		date := phrase.Date(a.lang, time.Unix(a.result.Status.Time, 0).In(a.zone))
		return a.say("verdict.revoked.dated", "date", date, "reason", Visible(a.result.Status.Reason))
	case a.Verdict == verify.Altered && a.File == verify.FileDifferent:
		return a.say("verdict.altered.file")
	case a.Verdict == verify.Undetermined && a.Status == verify.StateErased:
		return a.say("verdict.undetermined.erased")
	case a.Verdict == verify.Undetermined && a.File == verify.FileExtended:
		return a.say("verdict.undetermined.extended")
	case a.Verdict == verify.Undetermined && (code(5) == "registration-stolen" || code(6) == "quorum-late"):
		return a.say("verdict.undetermined.stolen")
	case a.Verdict == verify.Valid && a.Trust == verify.Stale:
		return a.say("verdict.valid.sentence") + "\n" + a.stale()
	}
	return a.say("verdict." + string(a.Verdict) + ".sentence")
}

func (a Answer) stale() string {
	age := (a.trust.NextUpdate - a.trust.Issued) / 86400
	return a.say("trust.stale.serial", "serial", a.trust.Serial, "age", phrase.Number(a.lang, age))
}

// details lists what the certificate must say too.
func (a Answer) details(b *strings.Builder) {
	heading := "answer.details"
	if a.Verdict != verify.Valid && a.Verdict != verify.Revoked && a.File != verify.FileDifferent {
		heading = "answer.details.unproved"
	}
	fmt.Fprintf(b, "\n%s\n", a.say(heading))
	var t table
	line := func(field, value string) {
		if value != "" {
			t = append(t, [2]string{a.say("field." + field), Visible(value)})
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
	line("institution", a.trust.Institution)
	t.print(b)
}

// signers names the three who signed, with whether their signatures hold.
func (a Answer) signers(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", a.say("answer.signers"))
	var t table
	registrar := a.Registrar.Name
	if registrar == "" {
		registrar = a.say("trust.unknown")
	}
	for _, s := range []struct {
		who, name string
		step      int
	}{{"registrar", registrar, 2}, {"employee", a.person().Name, 3}, {"ledger", a.trust.Origin, 5}} {
		t = append(t, [2]string{mark(a.Steps[s.step-1].OK) + " " + a.say("answer.signer."+s.who), Visible(s.name)})
	}
	t.print(b)
	if len(a.Quorum.Names) > 0 {
		fmt.Fprintf(b, "  %s\n", phrase.Wrap(a.say("signer.quorum.names", "names", strings.Join(a.Quorum.Names, ", ")), 2, 2))
	}
}

// steps lists the numbered steps as PROOF.md has them.
func (a Answer) steps(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", a.say("answer.steps"))
	for _, s := range a.Steps {
		fmt.Fprintf(b, "  %d %s %s\n      %s\n", s.N, mark(s.OK), s.Name, phrase.Wrap(s.Detail, 6, 6))
	}
}

// table is rows of a label and a value, the values under one another; a long one goes on below its own beginning.
type table [][2]string

func (t table) print(b *strings.Builder) {
	width := 0
	for _, row := range t {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	for _, row := range t {
		fmt.Fprintf(b, "  %s%s  %s\n", row[0], strings.Repeat(" ", width-utf8.RuneCountInString(row[0])), phrase.Wrap(row[1], width+4, width+4))
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
