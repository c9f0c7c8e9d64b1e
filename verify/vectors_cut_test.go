package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// cutVectors are proofs of which only the beginning is there: whole as far as they go, or with
// something wrong in it.
func cutVectors() []vector {
	return slices.Concat(cutByteVectors(), cutDigitVectors(), cutFileVectors())
}

// upTo cuts a proof behind the first place where a part ends, given as for swap, and so many bytes
// more.
func upTo(place string, more int) edit {
	return func(b []byte) []byte {
		at := bytes.Index(b, part(place))
		if at < 0 {
			panic("no such place: " + place)
		}
		return b[:at+len(part(place))+more]
	}
}

func cutByteVectors() []vector {
	cut := func(name, why string, change func(*draft), end edit) vector {
		return unfinished("cut-bytes-"+name, why, func(d *draft) { change(d); d.onShort = end })
	}
	wrong := func(name, why string, change func(*draft), end edit) vector {
		return unreadable("cut-bytes-"+name, why, func(d *draft) { change(d); d.onShort = end })
	}
	same := func(*draft) {}
	named := func(name string) func(*draft) { return func(d *draft) { d.person[3] = enc(name) } }
	raw := func(hexadecimal string) edit { return func([]byte) []byte { return part(hexadecimal) } }
	return []vector{
		cut("array", "the first byte alone", same, raw("86")),
		cut("header-length", "the first byte of the pledge header's length alone", same, raw("86018458")),
		cut("kid", "in the kid of the credential", same, upTo("a201270448", 3)),
		cut("time", "in a time", same, upTo("a306", 2)),
		cut("name", "in the name", same, upTo("'Siti R", 0)),
		cut("name-space", "behind a space in the name: only the last character must be none", same,
			upTo("'Siti ", 0)),
		cut("name-character", "within a character of the name", named("Nguyễn Thị Contoh"), upTo("'Nguy", 2)),
		cut("label", "behind the name: any of four labels may follow", same, upTo("'S.Sos.", 0)),
		cut("employee-signature", "in the last bytes of the pledge", same,
			func(b []byte) []byte { return b[:len(b)-80] }),
		cut("index", "in an index of nine bytes", func(d *draft) { d.index = 1 << 40 },
			func(b []byte) []byte { return b[:len(b)-77] }),
		wrong("version-0", "no version was 0", same, raw("8600")),
		wrong("version-long", "the version in two bytes", same, raw("8618")),
		wrong("array-other", "an array of seven items", same, raw("8701")),
		wrong("header-length-long", "the length of the pledge's header in three bytes, though one more would do",
			same, raw("8601845900fd")),
		wrong("header-length-small", "a pledge's header of 100 bytes, into which no credential goes", same,
			raw("8601845864")),
		wrong("header-length-large", "a pledge's header that is longer than the longest credential", same,
			raw("860184590800")),
		wrong("alg", "another algorithm", func(d *draft) { d.onCredentialHeader = swap("0127", "0126") },
			upTo("a201260448", 2)),
		wrong("label-order", "labels out of order", func(d *draft) {
			d.onCredentialHeader = func([]byte) []byte { return part("a204480102030405060708" + "0127") }
		}, upTo("a20448", 2)),
		wrong("key-type", "a COSE_Key of another type",
			func(d *draft) { d.onCredentialPayload = swap("a301012006", "a301022006") }, upTo("a3010220", 0)),
		wrong("name-control", "a control character in the name", named("Siti\u0007Rahmawati"),
			upTo("'Siti\u0007R", 0)),
		wrong("name-space-first", "a space before the name", named(" Siti Rahmawati"), upTo("' Sit", 0)),
		wrong("name-invalid", "bytes in the name that are no UTF-8, and its end is missing",
			func(d *draft) { d.person[3] = part("6653697480616261") }, upTo("'Sit", 2)),
		wrong("name-surrogate", "half of a surrogate pair in UTF-8",
			func(d *draft) { d.person[3] = part("6653697eeda080") }, upTo("5369", 3)),
		wrong("name-last-space", "the name is whole, and its last character a space", named("Siti "),
			upTo("'Siti ", 0)),
		wrong("name-beyond", "a name that is longer than the claims it stands in",
			func(d *draft) {
				d.person[3] = slices.Concat(part("78c8"),
					[]byte("Siti Rahmawati, S.Sos."))
			}, upTo("'Siti", 0)),
		wrong("nip-letters", "a NIP part that is not four digits", func(d *draft) { d.person[11] = enc("1OO1") },
			upTo("'1O", 0)),
		wrong("campaign", "a campaign identifier with a capital",
			func(d *draft) { d.pledged[3] = enc("Deklarasi-2026") }, upTo("'Dekla", 0)),
		wrong("time-zero", "a time of 0", func(d *draft) {
			d.onCredentialPayload = swap("061a69cb2aa0",
				"061a00000000")
		}, upTo("a3061a00", 3)),
		wrong("index-too-large", "an index of 2^53 or more", func(d *draft) { d.index = 1 << 53 },
			func(b []byte) []byte { return b[:len(b)-76] }),
		wrong("later-version", "a later version: whether that is its beginning is not known here", same, raw("8602")),
	}
}

func cutDigitVectors() []vector {
	const start = len(publicURL) + len("/#")
	cut := func(name, why string, change func(string) string) vector {
		return unfinished("cut-qr-"+name, why, func(*draft) {}).asQR(change)
	}
	wrong := func(name, why string, change func(string) string) vector {
		return unreadable("cut-qr-"+name, why, func(*draft) {}).asQR(change)
	}
	first := func(n int) func(string) string { return func(s string) string { return s[:start+n] } }
	to := func(text string) func(string) string { return func(string) string { return text } }
	return []vector{
		cut("digit", "one digit", first(1)),
		cut("digits-alone", "half of the digits, without an address",
			func(s string) string { return s[start : start+550] }),
		cut("groups", "ten whole groups", first(170)),
		cut("group-of-15", "a last group of 15 digits, which as one of 6 bytes ends nothing and begins one of 17",
			first(17*11+15)),
		cut("scheme", "an address that has only begun", to("https:/")),
		cut("host", "half of an address", to("https://ikrar.con")),
		cut("host-upper", "the same in capitals", to("HTTPS://IKRAR.CON")),
		wrong("group-too-large", "a whole group that is 256^7, and the end is missing",
			func(s string) string { return s[:start] + "72057594037927936" + s[start+17:start+30] }),
		wrong("group-begun-too-large", "digits that begin no group: it would be 256^7 or more",
			func(s string) string { return s[:start+34] + "73" }),
		wrong("first-group-other", "digits that begin a group, but that of no proof", to(publicURL+"/#1234")),
		wrong("last-group-too-long", "the last group must be of 6 bytes, and its 15 digits are too many for those",
			func(s string) string {
				return s[:len(s)-(len(s)-start)%17] + "99999999999999"
			}),
		wrong("letter", "a letter among the digits, and the end is missing",
			func(s string) string { return s[:start+40] + "O" + s[start+41:start+60] }),
		wrong("space-last", "a space behind half of the digits",
			func(s string) string { return s[:start+200] + " " }),
		wrong("word", "a word that is no address", to("sertifikat")),
	}
}

func cutFileVectors() []vector {
	before := func(place string, more int) func(string) string {
		return func(s string) string { return s[:strings.Index(s, place)+more] }
	}
	cut := func(name, why string, change func(string) string) vector { return torn("cut-file-"+name, why, change) }
	wrong := func(name, why string, change func(string) string) vector {
		return misspelled("cut-file-"+name, why, change)
	}
	after := func(broken, cut func(string) string) func(string) string {
		return func(s string) string { return cut(broken(s)) }
	}
	note := func(name, why, want, code string, change func(string) string) vector {
		return full("cut-checkpoint-"+name, why, want, func(f *fullDraft) { f.onNote = change }, code)
	}
	return []vector{
		cut("first-line", "in the first line", before("tlog-proof", 6)),
		cut("extra-word", "in the word extra", before("extra ", 3)),
		cut("extra", "in the extra line", before("extra ", 300)),
		cut("extra-spare", "in the extra line, between two bytes", before("extra ", 302)),
		cut("extra-no-line-feed", "behind the extra line, without its line feed", before("\nindex", 0)),
		cut("index-word", "in the word index", before("index ", 4)),
		cut("index", "behind the number of the index line, without its line feed", before("index ", 7)),
		cut("path", "in a hash of the path", before("\n\n", -70)),
		cut("path-line-feed", "behind a line of the path", before("\n\n", -44)),
		wrong("first-line-other", "a first line that is none",
			func(string) string { return "c2sp.org/tlog-proof@w" }),
		wrong("extra-long-index", "the extra line is cut behind an index in two bytes", func(s string) string {
			d := newDraft()
			items(func(i [][]byte) { i[2] = part("1807") })(d)
			return "c2sp.org/tlog-proof@v1\nextra " + base64Of(slices.Concat(part("82"), d.short()))[:592]
		}),
		wrong("extra-trailing-byte", "the extra line is whole, with a byte too many", func(s string) string {
			return lineAt(1, func(l string) string { return strings.TrimRight(l, "=") + "AAAA" })(s)[:strings.Index(s,
				"\nindex")+2]
		}),
		full("cut-file-extra-spare-bits", "a bit of the base64 that no byte uses, and the rest is missing",
			isUnreadable, func(f *fullDraft) {
				f.person[3], f.onFile = enc("Nik"), after(lineAt(1, spareBit), before("\nindex", 3))
			}, "encoding-other"),
		full("cut-file-extra-padding", "the second of two equals signs is missing", isCut, func(f *fullDraft) {
			f.person[3], f.onFile = enc("Nik"), before("=\nindex", 0)
		}, "encoding-incomplete"),
		wrong("index-leading-zero", "a number with a leading zero, and the rest is missing",
			after(replaced("index 7", "index 07"), before("index ", 8))),
		wrong("index-too-large", "a number of 2^53 and more, and the rest is missing",
			after(replaced("index 7", "index 9007199254740992"), before("index ", 22))),
		wrong("path-spare-bits", "a hash with a bit that no byte uses, and the rest is missing",
			after(lineAt(3, spareBit), before("\n\n", -60))),
		wrong("path-too-long", "the beginning of a 64th hash", func(s string) string {
			return s[:strings.Index(s, "index 7\n")+8] + strings.Repeat(base64Of(make([]byte, 32))+"\n", 63) + "AAAA"
		}),
		note("origin", "in the checkpoint's origin", isCut, "encoding-incomplete",
			func(s string) string { return s[:9] }),
		note("size", "behind the checkpoint's size", isCut, "encoding-incomplete",
			func(s string) string { return s[:strings.Index(s, "\n13")+3] }),
		note("root", "in the checkpoint's root", isCut, "encoding-incomplete",
			func(s string) string { return s[:strings.Index(s, "\n13")+20] }),
		note("name", "in the name of a signature line", isCut, "encoding-incomplete",
			func(s string) string { return s[:strings.LastIndex(s, "— ")+8] }),
		note("signature-whole", "a signature is whole, and without its line feed", isCut, "encoding-incomplete",
			func(s string) string { return strings.TrimSuffix(s, "\n") }),
		note("one-witness", "whole lines are missing: what is there is a note, of too few witnesses", isUnrecorded,
			"quorum-short", func(s string) string { return s[:strings.LastIndex(s, "— ")] }),
		note("size-leading-zero", "a wrong number before what is missing", isUnrecorded, "checkpoint-signature",
			func(s string) string {
				return replaced("\n13\n", "\n013\n")(s)[:60]
			}),
		note("line-other", "a wrong signature line before what is missing", isUnrecorded, "checkpoint-signature",
			func(s string) string {
				s = replaced("— ikrar", "- ikrar")(s)
				return s[:len(s)-20]
			}),
	}
}

// limitVectors stand at both sides of a limit.
func limitVectors() []vector {
	whole := func(name, why string, raw []byte) vector {
		return short("limit-"+name, why, isLater, func(d *draft) { d.onShort = func([]byte) []byte { return raw } },
			"encoding-version")
	}
	beyond := func(name, why string, raw []byte) vector {
		return unreadable("limit-"+name, why, func(d *draft) { d.onShort = func([]byte) []byte { return raw } })
	}
	inFile := func(raw []byte) string {
		return fmt.Sprintf("c2sp.org/tlog-proof@v1\nextra %s\nindex 0\n\n",
			base64Of(array(raw, enc(make([]byte, 32)))))
	}
	nested := func(levels int) []byte { // arrays in each other, the outer one a later version
		return slices.Concat(part("8202"), bytes.Repeat([]byte{0x81}, levels-1), part("00"))
	}
	items := func(head string, n int) []byte { return slices.Concat(part("8202"+head), bytes.Repeat([]byte{0}, n)) }
	sized := func(n int) []byte {
		return slices.Concat(part("820259"), []byte{byte((n - 5) >> 8), byte(n - 5)}, make([]byte, n-5))
	}
	signatures := func(n int) func(*fullDraft) {
		return func(f *fullDraft) {
			f.onNote = func(s string) string {
				for i := range n - 3 {
					s += fmt.Sprintf("— saksi%d.example AAAAAAA=\n", i)
				}
				return s
			}
		}
	}
	return []vector{
		whole("nesting-8", "a later version, nested eight deep", nested(8)),
		beyond("nesting-9", "a later version, nested nine deep", nested(9)),
		full("limit-nesting-file-8", "a later version in a file, nested eight deep with the array of the extra line",
			isLater, func(f *fullDraft) {
				f.onFile = func(string) string { return inFile(nested(7)) }
			}, "encoding-version"),
		misspelled("limit-nesting-file-9", "the same, nine deep", func(string) string { return inFile(nested(8)) }),
		whole("items-1024", "a later version with an array of 1024 items", items("990400", 1024)),
		beyond("items-1025", "a later version with an array of 1025 items", items("990401", 1025)),
		whole("pairs-600", "a map counts its pairs, not their items", items("b90258", 1200)),
		whole("bytes-2048", "a later version of 2048 bytes", sized(2048)),
		beyond("bytes-2049", "a later version of 2049 bytes: the limit holds for all versions", sized(2049)),
		beyond("array-9a", "a later version whose array has its length in four bytes", part("9a0000000202"+"00")),
		beyond("array-9b", "and in eight", part("9b000000000000000202"+"00")),
		beyond("version-long", "a later version with its number in a byte of its own", part("82180200")),
		whole("inner-long", "of what else is in a later version it counts only that it is well-formed",
			part("82021b0000000000000000")),
		short("limit-index", "the largest index there is, in a ledger without end", isValid,
			func(d *draft) { d.index = 1<<53 - 1 }),
		short("limit-time", "the last second of all: it is not early", isValid,
			func(d *draft) { d.time = 1<<40 - 1 }),
		full("limit-path-63", "63 hashes can be read; they lead nowhere", isUnrecorded, func(f *fullDraft) {
			f.onFile = func(s string) string {
				head, checkpoint, _ := strings.Cut(s, "\n\n")
				lines := strings.SplitAfter(head+"\n", "\n")[:3]
				return strings.Join(lines, "") + strings.Repeat(base64Of(make([]byte, 32))+"\n",
					63) + "\n" + checkpoint
			}
		}, "inclusion-path"),
		full("limit-signatures-100", "a checkpoint with 100 signature lines", isValid, signatures(100)),
	}
}
