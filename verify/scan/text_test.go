package scan

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ikrar/verify"
)

// wrapped breaks s into lines of width characters that end in end.
func wrapped(s string, width int, end string) string {
	var b strings.Builder
	for len(s) > width {
		b.WriteString(s[:width] + end)
		s = s[width:]
	}
	return b.String() + s
}

func TestText(t *testing.T) {
	ours := host + vectorDigits(t, "qr-valid")
	address, digits, _ := strings.Cut(ours, "#")
	other := address + "#" + strings.Repeat("7", 600)
	const nip = "198609262015051001"
	for _, c := range []struct {
		name, text, want string
	}{
		{"address", ours, ours},
		{"digits", digits, digits},
		{"byte order mark and white space", "\ufeff \r\n" + ours + "\r\n\n", ours},
		{"in a sentence", "Lihat (" + ours + "), terima kasih.", ours},
		{"in HTML", `<a href="` + ours + `">Periksa</a>`, ours},
		{"in a message", "Dari: Sari\nNIP " + nip + "\n\n" + ours + "\n\nSalam\n" + nip + "\n", ours},
		{"a NIP on the next line", ours + "\n" + nip, ours},
		{"broken into lines", wrapped(ours, 76, "\n") + "\n\n" + nip, ours},
		{"broken into lines, CR LF", wrapped(ours, 76, "\r\n") + "\r\nSalam", ours},
		{"quoted-printable", wrapped(ours, 75, "=\n") + "\n", ours},
		{"quoted message", "> " + wrapped(ours, 72, "\n> ") + "\n> Salam", ours},
		{"digits broken into lines", wrapped(digits, 64, "\n"), digits},
		{"digits grouped by spaces", wrapped(digits, 17, " "), digits},
		{"twice the same", ours + "\n\n" + ours, ours},
		{"address and digits of the same", ours + " = " + digits, ours},
		{"behind another fragment", "https://a.example/#b#" + digits, "b#" + digits},
		{"the shortest", "#" + digits[:minDigits], "#" + digits[:minDigits]},
	} {
		found, err := Find([]byte(c.text))
		if err != nil || found.QR != c.want || found.Kind != Text || found.Full != nil || found.Code != "" {
			t.Errorf("%s: %+v, %v", c.name, found, err)
		}
	}
	for _, c := range []struct {
		name string
		data string
		want error
	}{
		{"two proofs", ours + "\n\n" + other, ErrAmbiguous},
		{"a NIP", nip, ErrNothing},
		{"another address", "https://github.com/FiloSottile/age/issues/12#3456789012345678", ErrNothing},
		{"one digit too few", "#" + strings.Repeat("7", minDigits-1), ErrNothing},
		{"a list of numbers", strings.Repeat(nip+"\n", 40), ErrNothing},
		{"nothing", "", ErrNothing},
		{"white space", " \n\t", ErrNothing},
		{"words", "Sertifikat", ErrNothing},
		{"HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00\xff", ErrFormat},
		{"Latin-1", "Jos\xe9", ErrFormat},
	} {
		if found, err := Find([]byte(c.data)); !errors.Is(err, c.want) || found.QR+found.Code != "" || found.Full != nil {
			t.Errorf("%s: %+v, %v", c.name, found, err)
		}
	}
}

func TestTypedCode(t *testing.T) {
	for _, typed := range []string{
		"K7QM-2F8D-9XPA", "k7qm-2f8d-9xpa", "K7QM2F8D9XPA", " K7 QM 2F 8D 9X PA\n", "k7qm--2f8d - 9xpa", "-K7QM2F8D9XPA-",
		"OIL0-1000-0000", "oil0-1000-0000", "123456789012", "0812-3456-7890", "K7QM-2F8D\n-9XPA",
		"K7QM–2F8D–9XPA", "K7QM—2F8D―9XPA", "K7QM‐2F8D‑9XPA", "K7QM−2F8D‒9XPA", "K7QM\u00a02F8D\u20099XPA", "K7QM-2F8D-\u200b9XPA\u00ad",
	} {
		want, err := verify.ParseCode(strings.TrimSpace(typed))
		if err != nil {
			t.Fatalf("%q: verify.ParseCode: %v", typed, err)
		}
		found, err := Find([]byte(typed))
		if err != nil || found.Code != string(want) || found.Kind != Text || found.QR != "" {
			t.Errorf("%q: %+v, %v; want %s", typed, found, err, want)
		}
	}
	for _, typed := range []string{
		"K7QM-2F8D-9XP", "K7QM-2F8D-9XPAA", "U7QM-2F8D-9XPA", "K7QM-2F8D-9XP!", "K7QM_2F8D_9XPA",
		strings.Repeat("-", maxTyped) + "K7QM-2F8D-9XPA",
	} {
		if _, err := verify.ParseCode(typed); err == nil {
			t.Errorf("%q: verify.ParseCode takes it", typed)
		}
		if found, err := Find([]byte(typed)); !errors.Is(err, ErrNothing) {
			t.Errorf("%q: %+v, %v", typed, found, err)
		}
	}
}

func TestProofFile(t *testing.T) {
	want := proof("Sari")
	for _, before := range []string{"", "\ufeff", "\n\n"} {
		found, err := Find(append([]byte(before), want...))
		if err != nil || found.Kind != ProofFile || !bytes.Equal(found.Full, want) || found.QR+found.Code != "" {
			t.Errorf("%q before: %+v, %v", before, found, err)
		}
	}
	windows := strings.ReplaceAll(string(want), "\n", "\r\n")
	if found, err := Find([]byte(windows)); err != nil || !bytes.Equal(found.Full, want) {
		t.Errorf("lines of Windows: %+v, %v", found, err)
	}
}

// TestLongInputs would hang if anything took more time than the input is long.
func TestLongInputs(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		kind Kind
		want string // the error
	}{
		{"digits", bytes.Repeat([]byte("7"), maxText), Text, ""},
		{"short lines of digits", bytes.Repeat([]byte("7\n"), maxText/2), Text, "no proof found"},
		{"lines of digits and letters", bytes.Repeat([]byte("7\n7x\n"), maxText/5), Text, "no proof found"},
		{"number signs", bytes.Repeat([]byte("#"), maxText), Text, "no proof found"},
		{"empty lines between digits", bytes.Repeat([]byte("7\n>  \n"), maxText/6), Text, "no proof found"},
		{"one byte too many", bytes.Repeat([]byte("a"), maxText+1), Text, "text too large: 1048577 bytes, more than 1048576"},
		{"long proof", append([]byte(proofHeader), make([]byte, maxProof)...), ProofFile, "proof file too large: 262165 bytes, more than 262144"},
		{"comments in a PDF", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj%"), maxFile/9)...), PDF, "unreadable PDF: no catalogue in it"},
		{"encryption in comments", append([]byte("%PDF-1.7\n1 0 obj 2\n"), bytes.Repeat([]byte("/Encrypt%"), maxFile/10)...), PDF, "unreadable PDF: no catalogue in it"},
		{"strings in a PDF", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj("), 100_000)...), PDF, "unreadable PDF: more than 1000 broken objects"},
		{"arrays in a PDF", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj<<[["), 1000)...), PDF, "unreadable PDF: no catalogue in it"},
	} {
		found, err := Find(c.data)
		if found.Kind != c.kind || c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%s: %v, %v", c.name, found.Kind, err)
		}
	}
}

// A stray character among the digits of a QR code is damage for verify to name, not a second proof.
func TestDamagedQRTextIsHandedOverWhole(t *testing.T) {
	for _, text := range []string{
		"https://ikrar.contoh.example/#" + strings.Repeat("1", 300) + "O" + strings.Repeat("2", 300),
		strings.Repeat("3", 200) + "x" + strings.Repeat("4", 200),
	} {
		found, err := Find([]byte(" " + text + "\n"))
		if err != nil || found.QR != text {
			t.Errorf("%.40s: got %q, %v", text, found.QR, err)
		}
	}
}
