package scan

import (
	"encoding/json"
	"errors"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"ikrar/verify"
)

var update = flag.Bool("update", false, "write the vectors of verify/testdata/finder anew")

const finderDir = "../testdata/finder"

// finderVector is a file of verify/testdata/finder, as its README says.
type finderVector struct {
	Name  string `json:"name"`
	Why   string `json:"why"`
	Text  string `json:"text"`
	Proof string `json:"proof,omitempty"`
	Code  string `json:"code,omitempty"`
	None  string `json:"none,omitempty"` // why nothing is found
}

// vectorDigits gives the digits of a vector of package verify.
func vectorDigits(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../testdata/vectors", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Input struct {
			Text   string `json:"text"`
			Base64 []byte `json:"base64"`
		} `json:"input"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	p, err := verify.Read(append([]byte(v.Input.Text), v.Input.Base64...))
	if err != nil {
		t.Fatal(err)
	}
	return p.QR("")[2:]
}

const host = "https://ikrar.contoh.example/#"

// broken puts something behind every so many characters.
func broken(s string, width int, with string) string {
	var b strings.Builder
	for i, r := range []rune(s) {
		if i > 0 && i%width == 0 {
			b.WriteString(with)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// made are the vectors: d is a proof's digits, other another's.
func made(d, other string) (all []finderVector) {
	add := func(name, why, text, proof string) {
		all = append(all, finderVector{Name: name, Why: why, Text: text, Proof: proof})
	}
	const nip = "198609262015051001"
	a := host + d
	for _, w := range wrappings {
		add(w.name, w.why, w.wrap(a), d)
	}
	for _, w := range insides {
		add(w.name, w.why, host+w.wrap(d), d)
	}
	add("nothing-around", "the text of the QR code", a, d)
	add("digits-alone", "as some scanners give them", d, d)
	add("other-scheme", "an address in capitals", strings.ToUpper(host)+d, d)
	add("nip-next-line", "a number on the next line", a+"\n"+nip+"\n", d)
	add("nip-same-line", "a number behind a blank", a+" "+nip, d)
	add("nip-before-digits", "numbers around digits that stand alone", nip+"\n"+d+"\n"+nip, d)
	add("nip-below-broken", "a number on the line below the last", broken(a, 76, "\n")+"\n"+nip, d)
	add("telephone-account", "other numbers in the message",
		"Telp. 0812-3456-7890, rek. 0011 2233 4455\n"+a+"\n+62 812 3456 7890 / 9876543210123", d)
	add("twice-the-same", "the address and the digits alone", a+"\n\n"+d, d)
	add("twice-joined", "pasted twice without a blank", a+a, d)
	add("copy-cut-off", "a link whose text is cut off", `<a href="`+a+`">`+a[:180]+"…</a>", d)
	add("cut-off", "the end is missing: for Check to say so", a[:700], d[:700-len(host)])
	add("cut-off-in-mail", "the end of broken lines is missing, and a number is below", broken(a[:700], 76,
		"\n")+"\n\n"+nip, d[:9*76-len(host)])
	add("cut-off-nip-below", "a part that was shared, and a number below", a[:285]+"\n"+nip, d[:285-len(host)])
	add("cut-off-telephone", "and a telephone number in groups", a[:285]+"\n0812 3456 7890", d[:285-len(host)])
	add("cut-off-year", "and a date behind it", a[:285]+" 30 11 2026", d[:285-len(host)])
	add("cut-off-line", "whole lines are left, and a number is below", broken(a[:6*76], 76, "\n")+"\n"+nip,
		d[:6*76-len(host)])
	add("cut-off-line-alone", "the same without the address", broken(d[:6*76], 76, "\n")+"\n"+nip, d[:6*76])
	add("numbered-lines", "numbers of lines before each: the first line is all that is surely the proof's",
		"1 "+d[:70]+"\n2 "+d[70:140]+"\n3 "+d[140:210], d[:70])
	add("cut-off-early", "forty digits are left", "https://ikrar.contoh.example/#"+d[:40], d[:40])
	add("few-digits", "eight digits are left of an address", "https://ikrar.contoh.example/#"+d[:8], d[:8])
	add("letter-inside", "a letter among the digits is for Check to name", host+d[:300]+"O"+d[301:],
		d[:300]+"O"+d[301:])
	add("letter-behind", "a letter that touches the digits", "Lihat "+a+"x ya", d+"x")
	add("digits-behind", "digits that touch the last", a+"000", d+"000")
	add("path", "an address without number sign: its digits are a path", "https://ikrar.contoh.example/"+d,
		"https://ikrar.contoh.example/"+d)
	none := func(name, why, text, none string) {
		all = append(all, finderVector{Name: name, Why: why, Text: text, None: none})
	}
	none("two-proofs", "two certificates in one message", a+"\n"+host+other, "ambiguous")
	none("two-in-one-chain", "the digits of two, line below line", broken(d, 70, "\n")+"\n"+broken(other, 70,
		"\n"), "ambiguous")
	none("whole-and-cut-off", "one certificate, and the beginning of another", a+"\n"+host+other[:500], "ambiguous")
	none("ten-left-nip-below", "ten digits are left, and a number is below", a[:40]+"\n"+nip, "nothing")
	none("list-of-numbers", "a column of NIPs", strings.Repeat(nip+"\n", 40), "nothing")
	none("foreign-fragment", "the address of something else", "https://example.org/issues/12#3456789012345678",
		"nothing")
	none("foreign-address", "the QR code of something else", "https://example.org/promo", "nothing")
	none("letter-of-hr", "a message without a proof", "Selamat pagi, apakah sertifikat ini asli? NIP "+nip, "nothing")
	none("token", "a long token with digits in it", "eyJ"+strings.Repeat("a1B2c3D4", 80), "nothing")
	none("nip", "a person's number", nip, "nip")
	none("nip-spaced", "as it is printed", "NIP. 19860926 201505 1 001", "nip")
	none("telephone", "a telephone number", "+62 812-3456-789", "number")
	none("account", "an account number", "0011223344", "number")
	none("certificate-number", "the number on the certificate", "800.1.3.3.22/3/BKD/2026", "certificate-number")
	none("invitation", "the code of a slip", "K7QM–2F8D–9XPA–0R3T", "invitation")
	none("code-of-11", "a character is missing", "K7QM-2F8D-9XP", "code-length")
	none("code-of-13", "a character too many", "K7QM-2F8D-9XPA7", "code-length")
	none("fingerprint", "of a root key", "4DMH-XGA1-R6DD-KVG1-GMY4", "fingerprint")
	none("word", "a file's name", "sertifikat", "nothing")
	for name, text := range map[string]string{
		"code": "K7QM-2F8D-9XPA", "code-en-dashes": "k7qm–2f8d–9xpa", "code-minus-signs": "K7QM−2F8D−9XPA",
		"code-wide":  "Ｋ７ＱＭ－２Ｆ８Ｄ－９ＸＰＡ",
		"code-label": "Kode: K7QM-2F8D-9XPA.", "code-invisible": "\ufeffK7QM\u00ad-2F8D\u200b-9XPA\u200e",
		"code-fragment": "https://ikrar.contoh.example/#K7QM%E2%80%932F8D%E2%80%939XPA",
		"code-lines":    "K7QM\r\n2F8D\r\n9XPA\r\n",
	} {
		all = append(all, finderVector{Name: name, Why: "a code as it is typed and pasted", Text: text,
			Code: "K7QM-2F8D-9XPA"})
	}
	slices.SortFunc(all, func(a, b finderVector) int { return strings.Compare(a.Name, b.Name) })
	return all
}

type wrapping struct {
	name, why string
	wrap      func(string) string
}

func around(before, after string) func(string) string {
	return func(s string) string { return before + s + after }
}

// escaped is s as a query parameter, times over.
func escaped(s string, times int) string {
	for range times {
		s = url.QueryEscape(s)
	}
	return s
}

// wrappings are what people and programs put around an address, or make of it.
var wrappings = []wrapping{
	{"full-stop", "the full stop of the sentence", around("Sertifikat saya: ", ".")},
	{"comma", "a comma", around("", ", terima kasih")},
	{"round-brackets", "brackets", around("Lihat (", ").")},
	{"angle-brackets", "as mail has addresses", around("<", ">")},
	{"quotes", "quotes", around(`"`, `"`)},
	{"curly-quotes", "quotes of Word", around("“", "”")},
	{"guillemets", "other quotes", around("«", "»")},
	{"markdown-link", "a link in Markdown", around("[Periksa](", ")")},
	{"markdown-bold", "bold", around("**", "**")},
	{"whatsapp-italic", "italic", around("_", "_")},
	{"backticks", "code", around("`", "`")},
	{"slack", "a link of Slack", around("<", "|periksa>")},
	{"html-link", "a link in HTML", around(`<p>Klik <a href="`, `">di sini</a>.</p>`)},
	{"html-entities", "entities around it", around("&quot;", "&quot;&nbsp;ya")},
	{"json", "a value in JSON", around(`{"url":"`, `","n":1}`)},
	{"shortcut", "a shortcut of Windows", around("[InternetShortcut]\r\nURL=", "\r\n")},
	{"fbclid", "as Facebook adds behind an address", around("", "?fbclid=IwAR3x1234567890")},
	{"utm", "as campaigns add behind an address", around("", "&utm_source=wa&utm_medium=12")},
	{"trailing-slash", "a slash", around("", "/")},
	{"text-fragment", "a text fragment of browsers", around("", ":~:text=SAH")},
	{"ellipsis", "dots behind it", around("", "...")},
	{"byte-order-mark", "a mark before it", around("\ufeff", "\r\n")},
	{"terminal-colours", "colours of a terminal, closed again", around("", "\x1b[0m")},
	{"percent", "%23 for #", func(s string) string { return strings.Replace(s, "#", "%23", 1) }},
	{"percent-twice", "%2523 for #", func(s string) string { return strings.Replace(s, "#", "%2523", 1) }},
	{"percent-five-times", "rewritten at every hop", func(s string) string {
		return strings.Replace(s, "#",
			"%252525252523", 1)
	}},
	{"entity-number-sign", "&#35; for #", func(s string) string { return strings.Replace(s, "#", "&#35;", 1) }},
	{"entity-hexadecimal", "&amp;#x23; for #", func(s string) string {
		return strings.Replace(s, "#",
			"&amp;#x23;", 1)
	}},
	{"json-number-sign", `\u0023 for #`, func(s string) string { return strings.Replace(s, "#", `\u0023`, 1) }},
	{"quoted-printable-number-sign", "=23 for #", func(s string) string { return strings.Replace(s, "#", "=23", 1) }},
	{"wide-number-sign", "a wide number sign", func(s string) string { return strings.Replace(s, "#", "＃", 1) }},
	{"safe-links", "Outlook", func(s string) string {
		return "https://apc01.safelinks.protection.outlook.com/?url=" + escaped(strings.Replace(s, "#", "%23", 1),
			1) +
			"&data=05%7C02%7Csekar%40contoh.example%7C8f2b638612345678901234&sdata=AbC%3D&reserved=0"
	}},
	{"urldefense-v1", "Proofpoint", func(s string) string {
		return "https://urldefense.proofpoint.com/v1/url?u=" + escaped(s, 1) +
			"&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D%0A&r=1"
	}},
	{"urldefense-v2", "Proofpoint", func(s string) string {
		return "https://urldefense.proofpoint.com/v2/url?u=" + strings.NewReplacer(":", "-3A", "/", "_", "#",
			"-23").Replace(s) + "&d=DwMFaQ&c=123&s=x&e="
	}},
	{"urldefense-v3", "Proofpoint", func(s string) string {
		return "https://urldefense.com/v3/__" + strings.Replace(s, "#", "*", 1) + "__;Iw!!ABC123xyz$"
	}},
	{"google", "a result of Google", func(s string) string {
		return "https://www.google.com/url?q=" + escaped(s, 1) +
			"&sa=D&source=editors&ust=1774600000000000&usg=AOvVaw0"
	}},
	{"facebook", "a link on Facebook", func(s string) string {
		return "https://l.facebook.com/l.php?u=" + escaped(s+"?fbclid=IwAR0", 1) + "&h=AT0abc"
	}},
	{"whatsapp", "to be sent by WhatsApp", func(s string) string {
		return "https://wa.me/628123456789?text=" +
			escaped("Lihat "+s, 1)
	}},
	{"mailto", "in a link that writes a mail", func(s string) string {
		return "mailto:a@contoh.example?body=" +
			escaped(s+"\r\nSalam", 1)
	}},
	{"cisco", "Cisco", func(s string) string { return "https://secure-web.cisco.com/1aB2c/" + escaped(s, 1) }},
	{"barracuda", "Barracuda", func(s string) string {
		return "https://linkprotect.cudasvc.com/url?a=" + escaped(s, 1) + "&c=E,1,abc123,&typo=1"
	}},
	{"two-wrappers", "a wrapped address, wrapped again", func(s string) string {
		return "https://www.google.com/url?q=" + escaped("https://l.facebook.com/l.php?u="+escaped(s, 1)+"&h=1",
			1) + "&sa=D"
	}},
	{"mail", "broken into lines by a mail program", func(s string) string {
		return broken(s, 76, "\n") +
			"\n\nSalam\n"
	}},
	{"mail-quoted", "in a message that was answered", func(s string) string {
		return "> " + broken(s, 72, "\n> ") +
			"\n>\n> Salam\n"
	}},
	{"mail-quoted-twice", "and answered again", func(s string) string {
		return ">> " + broken(s, 72, "\r\n>> ") +
			"\r\n"
	}},
	{"quoted-printable", "soft breaks of mail", func(s string) string {
		return broken(strings.ReplaceAll(s, "=",
			"=3D"), 75, "=\r\n") + "\r\n"
	}},
	{"hyphens-at-ends", "hyphens where lines end", func(s string) string { return broken(s, 60, "-\n") }},
	{"carriage-returns", "lines of old Macs", func(s string) string { return broken(s, 60, "\r") }},
}

// insides are what gets in between digits.
var insides = []wrapping{
	{"blanks-inside", "grouped for reading", func(d string) string { return broken(d, 17, " ") }},
	{"no-break-spaces-inside", "grouped for reading, in Word", func(d string) string {
		return broken(d, 4,
			"\u00a0")
	}},
	{"zero-widths-inside", "where web pages may break", func(d string) string { return broken(d, 30, "\u200b") }},
	{"soft-hyphens-inside", "soft hyphens", func(d string) string { return broken(d, 30, "\u00ad") }},
	{"marks-inside", "marks of direction and joiners", func(d string) string {
		return "\u200e" + broken(d, 50,
			"\u2060\ufeff") + "\u200f"
	}},
	{"wbr-inside", "HTML that may break", func(d string) string { return broken(d, 40, "<wbr>") }},
	{"br-inside", "HTML that breaks", func(d string) string { return broken(d, 40, "<br />\n") }},
	{"entities-inside", "entities", func(d string) string { return broken(d, 40, "&#8203;") }},
	{"percent-inside", "blanks that were encoded", func(d string) string { return broken(d, 40, "%20") }},
	{"percent-zero-widths-inside", "zero widths that were encoded twice", func(d string) string {
		return broken(d,
			40, "%25E2%2580%258B")
	}},
	{"arabic-digits", "Arabic-Indic digits", script('٠')},
	{"persian-digits", "Persian digits", script('۰')},
	{"thai-digits", "Thai digits", script('๐')},
	{"javanese-digits", "Javanese digits", script('꧐')},
	{"wide-digits", "wide digits", script('０')},
	{"bold-digits", "bold digits, of the mathematical ones", script('𝟎')},
}

func script(zero rune) func(string) string {
	return func(d string) string { return strings.Map(func(r rune) rune { return r - '0' + zero }, d) }
}

// TestFinderVectors holds the committed vectors to what makes them, and Find to them.
func TestFinderVectors(t *testing.T) {
	all := made(vectorDigits(t, "qr-valid"), vectorDigits(t, "valid-longest-name"))
	if len(all) < 100 {
		t.Errorf("%d vectors", len(all))
	}
	for _, v := range all {
		path := filepath.Join(finderDir, v.Name+".json")
		want, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if want = append(want, '\n'); *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != string(want) {
			t.Errorf("%s is not what the program makes (%v)", v.Name, err)
		}
		found, err := Find([]byte(v.Text))
		if got := tail(found.QR); got != v.Proof && found.QR != v.Proof || found.Code != v.Code ||
			reasonOf(err) != v.None {
			t.Errorf("%s: %.60q… (%d digits), code %q, %v", v.Name, got, len(got), found.Code, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(finderDir, "*.json"))
	if err != nil || len(files) != len(all) {
		t.Errorf("%d files for %d vectors: %v", len(files), len(all), err)
	}
}

func reasonOf(err error) string {
	var typed *TypedError
	switch {
	case errors.As(err, &typed):
		return typed.What
	case errors.Is(err, ErrAmbiguous):
		return "ambiguous"
	case err != nil:
		return "nothing"
	}
	return ""
}

// composed wraps digits in what a seed chooses: insides, an address, two wrappings and an encoding.
func composed(d string, seed []byte) string {
	next := func(n int) int {
		if len(seed) == 0 {
			return n - 1
		}
		c := int(seed[0]) % n
		seed = seed[1:]
		return c
	}
	if i := next(2 * len(insides)); i < len(insides) {
		d = insides[i].wrap(d)
	}
	text := host + d
	for range 2 {
		if i := next(2 * len(wrappings)); i < len(wrappings) {
			text = wrappings[i].wrap(text)
		}
	}
	return []string{"", "NIP 198609262015051001\n", "Telp 0812 3456 7890: "}[next(3)] + text
}

// FuzzWrapped is the law of the finder: a proof found in any wrapping is the proof, or nothing; or
// a beginning of it, where one wrapping tore another, which Check calls incomplete.
func FuzzWrapped(f *testing.F) {
	d := vectorDigits(f, "qr-valid")
	for i := range 60 {
		f.Add([]byte{byte(i), byte(i * 7), byte(i * 13), byte(i)})
	}
	f.Fuzz(func(t *testing.T, seed []byte) {
		text := composed(d, seed)
		for name, data := range map[string][]byte{"UTF-8": []byte(text), "UTF-16": utf16Bytes(text)} {
			found, err := Find(data)
			if err == nil && !strings.HasPrefix(d, tail(found.QR)) {
				t.Fatalf("%s %v: found %.80q in %q", name, seed, found.QR, text)
			}
		}
	})
}

func utf16Bytes(text string) (data []byte) {
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return data
}

// TestComposed says how much is found of what is composed: all, but for what no rule can undo.
// Some of it is kept for the page's finder.
func TestComposed(t *testing.T) {
	d, found, all := vectorDigits(t, "qr-valid"), 0, 0
	var kept []string
	for inside := range len(insides) + 1 {
		for first := range len(wrappings) {
			text := composed(d, []byte{byte(inside), byte(first), byte((first*5 + inside) % len(wrappings))})
			if all++; all%16 == 0 {
				kept = append(kept, text)
			}
			got, err := Find([]byte(text))
			switch {
			case err != nil:
				t.Log(inside, wrappings[first].name, wrappings[(first*5+inside)%len(wrappings)].name, err)
			case strings.HasPrefix(d, tail(got.QR)) && len(tail(got.QR)) < len(d):
				t.Log(inside, wrappings[first].name, wrappings[(first*5+inside)%len(wrappings)].name, "cut off")
			case tail(got.QR) != d:
				t.Errorf("%d %s: %.60q", inside, wrappings[first].name, got.QR)
			default:
				found++
			}
		}
	}
	path := filepath.Join(finderDir, "composed", "texts.json")
	want, err := json.MarshalIndent(kept, "", "  ")
	if *update {
		err = errors.Join(err, os.WriteFile(path, want, 0o644))
	}
	if got, failed := os.ReadFile(path); errors.Join(err, failed) != nil || string(got) != string(want) {
		t.Errorf("%s is not what the program makes: %v", path, failed)
	}
	if found < all*9/10 {
		t.Errorf("found %d of %d", found, all)
	}
}
