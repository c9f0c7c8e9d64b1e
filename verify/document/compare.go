package document

import (
	"fmt"
	"slices"
	"strings"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/pdf"
)

const (
	mostTexts = 5  // differing texts that are told, of each kind
	mostShown = 90 // characters of each
)

// Differences names what differs between a file and the one that was issued for a proof, or why the
// two were not compared. what is what the ledger says of the file, issued its issuance, nil where
// the ledger knows of none, and made the issued file, nil where that cannot be had.
func Differences(here []byte, p *verify.Proof, what verify.File, issued *signer.Issuance,
	made []byte) []verify.Difference {
	switch what {
	case verify.FileExtended:
		return extended(here, int(issued.Length), p)
	case verify.FileResaved:
		return []verify.Difference{{What: "nothing"}}
	case verify.FileDifferent:
		all := compare(made, here, p)
		if len(all) == 0 {
			return []verify.Difference{{What: "unseen"}}
		}
		return all
	case verify.FileUnchecked:
		switch {
		case issued == nil:
			return []verify.Difference{{What: "unissued"}}
		case issued.File == signer.DigestOf(here):
			return []verify.Difference{{What: "replaced"}}
		}
		return append([]verify.Difference{{What: "unlike"}}, unlike(here, p)...)
	}
	return nil
}

// extended names what stands in a file behind the first length bytes.
func extended(here []byte, length int, p *verify.Proof) []verify.Difference {
	added := pdf.Appended(here, length)
	all := []verify.Difference{{What: "added-" + string(added)}}
	if added == pdf.AddedSignature || added == pdf.AddedNothing {
		return all
	}
	return append(all, compare(here[:length], here, p)...)
}

// compare names what a reader of both files sees, nothing where they look the same. p is the proof
// that here carries, and issued was made for.
func compare(issued, here []byte, p *verify.Proof) []verify.Difference {
	was, err := look(issued)
	now, err2 := look(here)
	if err != nil || err2 != nil {
		return []verify.Difference{{What: "unread"}}
	}
	var all []verify.Difference
	add := func(what, issued, here string) {
		if issued != here {
			all = append(all, verify.Difference{What: what, Issued: issued, Here: here})
		}
	}
	add("pages", fmt.Sprint(was.Pages), fmt.Sprint(now.Pages))
	add("code", string(p.Code()), codes(now.QR))
	if proofs := attached(now); len(proofs) > 0 { // otherwise the list of attachments says it
		add("proof", codes(attached(was)), codes(proofs))
	}
	all = append(all, texts(was.Lines, now.Lines)...)
	add("link", links(was.Links), links(now.Links))
	add("attachment", names(was.Files), names(now.Files))
	if len(all) == 0 {
		for i, painting := range was.Painting {
			if painting != now.Painting[i] {
				all = append(all, verify.Difference{What: "drawing", Here: fmt.Sprint(i + 1)})
			}
		}
	}
	return shortened(all)
}

// unlike names what speaks against a file where the issued one cannot be had: one page, whose QR
// code is that of the proof, and on which the name is written that was signed, where it is written
// in letters at all.
func unlike(here []byte, p *verify.Proof) []verify.Difference {
	now, err := look(here)
	if err != nil {
		return []verify.Difference{{What: "unread"}}
	}
	var all []verify.Difference
	if shown := codes(now.QR); shown != "" && shown != string(p.Code()) {
		all = append(all, verify.Difference{What: "code", Issued: string(p.Code()), Here: shown})
	}
	if now.Pages != 1 {
		all = append(all, verify.Difference{What: "pages", Issued: "1", Here: fmt.Sprint(now.Pages)})
	}
	name := p.Credential.Claims().Name
	if len(now.Lines) > 0 && !strings.Contains(squeezed(strings.Join(now.Lines, "")), squeezed(name)) {
		all = append(all, verify.Difference{What: "text-missing", Issued: name})
	}
	return shortened(all)
}

func names(files []pdf.Attachment) string {
	var all []string
	for _, a := range files {
		all = append(all, a.Name)
	}
	return strings.Join(all, ", ")
}

// squeezed leaves spaces out: a name may be broken into lines anywhere.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// links are addresses, with the code in place of the digits of one that leads to a proof.
func links(addresses []string) string {
	all := slices.Clone(addresses)
	for i, address := range all {
		if p, err := verify.Read([]byte(address)); err == nil {
			page, _, _ := strings.Cut(address, "#")
			all[i] = fmt.Sprintf("%s#… (%s)", page, p.Code())
		}
	}
	return strings.Join(all, ", ")
}

// texts pairs the lines that only one of two files has, in their order. Lines that were joined or
// broken elsewhere, as printing anew does, read the same.
func texts(was, now []string) (all []verify.Difference) {
	gone, new := rejoined(only(was, now), only(now, was))
	for i := range max(len(gone), len(new)) {
		switch {
		case i == mostTexts:
			more := fmt.Sprint(max(len(gone), len(new)) - mostTexts)
			return append(all, verify.Difference{What: "more", Here: more})
		case i >= len(gone):
			all = append(all, verify.Difference{What: "text-added", Here: new[i]})
		case i >= len(new):
			all = append(all, verify.Difference{What: "text-missing", Issued: gone[i]})
		default:
			all = append(all, verify.Difference{What: "text", Issued: gone[i], Here: new[i]})
		}
	}
	return all
}

// rejoined leaves out the lines of either side that are those of the other, one after another.
func rejoined(a, b []string) (restA, restB []string) {
	a, b = joined(a, b)
	b, a = joined(b, a)
	return a, b
}

// joined takes out each line of b that several lines of a make, in a row, and takes these out of a.
func joined(a, b []string) (restA, restB []string) {
	restA = slices.Clone(a)
	for _, line := range b {
		first, last, ok := run(restA, squeezed(line))
		if !ok {
			restB = append(restB, line)
			continue
		}
		restA = slices.Delete(restA, first, last)
	}
	return restA, restB
}

// run finds the lines in a row whose characters are those of whole, which has no spaces.
func run(lines []string, whole string) (first, last int, ok bool) {
	for first := range lines {
		rest, found := whole, whole != ""
		for last := first; last < len(lines) && found; last++ {
			if rest, found = strings.CutPrefix(rest, squeezed(lines[last])); found && rest == "" {
				return first, last + 1, true
			}
		}
	}
	return 0, 0, false
}

// only returns the lines of a that b has not, or not as often.
func only(a, b []string) (rest []string) {
	count := map[string]int{}
	for _, line := range b {
		count[line]++
	}
	for _, line := range a {
		if count[line]--; count[line] < 0 {
			rest = append(rest, line)
		}
	}
	return rest
}

func shortened(all []verify.Difference) []verify.Difference {
	for i, d := range all {
		all[i].Issued, all[i].Here = cut(d.Issued), cut(d.Here)
	}
	return all
}

func cut(s string) string {
	if r := []rune(s); len(r) > mostShown {
		return string(r[:mostShown-1]) + "…"
	}
	return s
}
