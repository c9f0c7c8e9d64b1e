package scan

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// This file is steps 3 to 7 of FINDER.md.

// findText looks for a code, when the whole text is one, or for the digits of a proof anywhere in
// it.
func findText(text string) (Found, error) {
	found := Found{Kind: Text}
	written := plain(text)
	said := unwrap(written)
	for _, text := range []string{written, said} {
		if code, ok := typedCode(text); ok {
			found.Code = code
			return found, nil
		}
	}
	var err error
	if found.QR, err = findDigits(said); err == ErrNothing {
		err = nameTyped(said)
	}
	return found, err
}

// findDigits returns what is to be checked of a text: an address with digits, or digits.
func findDigits(text string) (string, error) {
	one := strings.TrimRight(strings.TrimSpace(text), " \n.,;:!?…)]}>\"'*_`")
	if isWhole(one) && noSign.MatchString(one) {
		return one, nil
	}
	proofs, others := look(text)
	if len(proofs) == 0 && len(others) > 1 && isWhole(one) {
		return one, nil
	}
	for _, other := range others {
		if !slices.ContainsFunc(proofs, func(p string) bool { return strings.HasPrefix(tail(p), tail(other)) }) {
			proofs = append(proofs, other)
		}
	}
	switch {
	case len(proofs) > 1:
		return "", ErrAmbiguous
	case len(proofs) == 1:
		return proofs[0], nil
	}
	if at := strings.Index(one, "/#"); at >= 0 && !strings.ContainsAny(one[:at], " \n") {
		if digits := one[at+2:]; leadingDigits(digits) == len(digits) && begins(digits) {
			return one, nil
		}
	}
	return "", ErrNothing
}

// tail is what stands behind the # of an address, or all of it.
func tail(text string) string { return text[strings.IndexByte(text, '#')+1:] }

// look returns the proofs in a text that are there whole, and what others are cut off or damaged,
// each once.
func look(text string) (proofs, others []string) {
	finder := finder{text: text}
	end := -1 // of the digits before
	var chain []piece
	for _, at := range words.FindAllStringIndex(text, -1) {
		word := text[at[0]:at[1]]
		isDigits := leadingDigits(word) == len(word)
		gap := ""
		if end >= 0 {
			gap = text[end:at[0]]
		}
		if chain != nil && !(isDigits && between.MatchString(gap)) {
			finder.read(chain)
			chain = nil
		}
		end = -1
		if isDigits {
			if chain == nil && at[0] > 0 && strings.IndexByte("-=", text[at[0]-1]) >= 0 {
				word = sign.ReplaceAllString(word, "$1")
			}
			chain = append(chain, piece{word, at[0], strings.Count(gap, "\n") > 1})
			end = at[1]
		} else if isDamaged(word) {
			finder.others = add(finder.others, address(text[:at[0]])+word)
		}
	}
	finder.read(chain)
	return finder.proofs, finder.others
}

var (
	sign   = regexp.MustCompile(`^(?:25)*23([34])`)         // -23 and =23 are #, and no proof begins with 23
	noSign = regexp.MustCompile(`^[^#]*://[^#]*/\d[^#/]*$`) // an address without # that ends in digits
	words  = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+`)
	// between is what mail programs and editors put into digits.
	between = regexp.MustCompile(`^[ +]*(?:[ +]|(?:[=\-\\‐‑] *)?\n[>| +\n]*)$`)
)

// piece is digits that nothing interrupts.
type piece struct {
	digits string
	at     int  // in the text
	far    bool // behind an empty line
}

// finder collects what a text holds.
type finder struct {
	text           string
	proofs, others []string
	tried          int
}

// read takes the proofs out of a chain of pieces, and what is cut off or damaged from the rest.
func (f *finder) read(chain []piece) {
	from := 0
	for i := 0; i < len(chain); {
		n := f.proofAt(chain[i:])
		if n == 0 {
			i++
			continue
		}
		f.readRest(chain[from:i])
		f.proofs = add(f.proofs, address(f.text[:chain[i].at])+join(chain[i:i+n]))
		i += n
		from = i
	}
	f.readRest(chain[from:])
}

// proofAt is how many pieces are one proof from its first digit to its last, 0 where none is. A
// proof says itself where it ends, so a number that stands beside it is told from its digits.
func (f *finder) proofAt(chain []piece) int {
	if first, _ := bytesOf(start(chain)); len(first) == 0 || first[0]>>5 != 4 { // no array
		return 0
	}
	all := join(chain)
	if f.tried++; f.tried > maxTried || len(all) < minDigits {
		return 0
	}
	data, _ := bytesOf(all)
	end, ok := itemEnd(data)
	if !ok || digitsOf(end) > len(all) || digitsOf(end) < minDigits {
		return 0
	}
	if _, whole := bytesOf(all[:digitsOf(end)]); !whole {
		return 0
	}
	length, n := 0, 0
	for ; length < digitsOf(end); n++ {
		length += len(chain[n].digits)
	}
	if length > digitsOf(end) { // digits touch the last one
		return 0
	}
	return n
}

// readRest takes what is cut off or damaged from pieces that hold no whole proof.
func (f *finder) readRest(chain []piece) {
	if len(chain) == 0 {
		return
	}
	before := address(f.text[:chain[0].at])
	if before == "" {
		for i := range chain {
			if first := start(chain[i:]); len(first) == groupDigits && begins(first) {
				chain = chain[i:]
				break
			}
		}
	}
	run := lines(chain, before)
	isOne := before != "" || len(chain[0].digits) >= minDigits
	if begins(run) && len(run) >= groupDigits || isOne && len(run) >= minDigits {
		f.others = add(f.others, before+run)
	}
}

// lines joins the lines of digits that were broken or grouped alike: each is as wide as the second,
// and that is as wide as the first, with its address or without. So whatever number stands beside
// or below what was cut off stays out. A last line that is shorter does too: it looks like one.
func lines(chain []piece, before string) string {
	n := 1
	if len(chain) > 1 {
		first, width := len(chain[0].digits), len(chain[1].digits)
		isWrapped := before != "" && width >= first+utf8.RuneCountInString(before)
		isAlike := width == first || isWrapped
		for ; isAlike && n < len(chain) && len(chain[n].digits) == width; n++ {
			if chain[n].far || len(chain[n-1].digits) > maxPiece {
				break
			}
		}
	}
	return join(chain[:n])
}

// start is the first group of digits of a chain, or what there is of it; "" where it begins no
// array.
func start(chain []piece) string {
	first := ""
	if first := chain[0].digits[0]; first != '3' && first != '4' {
		return ""
	}
	for _, p := range chain[:min(len(chain), groupDigits)] {
		first += p.digits[:min(len(p.digits), groupDigits-len(first))]
	}
	return first
}

// join writes pieces as one, no further than the longest proof goes.
func join(chain []piece) string {
	var all strings.Builder
	for _, p := range chain {
		if all.WriteString(p.digits); all.Len() > maxQRText {
			break
		}
	}
	return all.String()
}

// add appends what is new: a text whose digits are others' beginning is a copy that was cut off.
func add(all []string, text string) []string {
	if len(all) > maxProofs { // far more than one
		return all
	}
	for i, other := range all {
		if strings.HasPrefix(tail(other), tail(text)) {
			return all
		}
		if strings.HasPrefix(tail(text), tail(other)) {
			all[i] = text
			return all
		}
	}
	return append(all, text)
}

// isDamaged says whether a word is a proof's digits with letters among them or at their ends, which
// is for verify to name.
func isDamaged(word string) bool {
	digits, others := 0, 0
	for _, r := range word {
		if '0' <= r && r <= '9' {
			digits++
		} else {
			others++
		}
	}
	return digits >= minDigits && others <= (digits+others)/10
}

// isWhole reports whether a text is the text of one QR code and nothing else, be it damaged.
func isWhole(text string) bool {
	return len(text) <= maxQRText && !strings.ContainsAny(text, " \n") && strings.Count(text, "#") <= 1 &&
		isDamaged(tail(text))
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// address returns the address with its # that before ends in, or "".
func address(before string) string {
	before = strings.TrimRight(before, " \n")
	if !strings.HasSuffix(before, "#") {
		return ""
	}
	return before[strings.LastIndexAny(before[:len(before)-1], " \n<>\"'()[]#")+1:]
}

// isOurs reports whether the text of a QR code has the shape of ours: address#digits or digits.
func isOurs(text string) bool {
	digits := tail(text)
	return len(digits) >= minDigits && leadingDigits(digits) == len(digits)
}
