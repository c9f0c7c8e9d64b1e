package verify

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// full makes a vector of a *.tlog-proof file; change makes it wrong.
func full(name, why, want string, change func(*fullDraft), codes ...string) vector {
	f := newFull()
	change(f)
	v := vector{Name: name, Why: why, Input: vectorInput{Form: "full", Text: string(f.file())}, Now: today, Expect: expect(true, want, codes...)}
	if v.Expect.Steps[0] == holds {
		v.Expect.Code, v.Expect.Person = printed(f.short())
	}
	return v.under("default")
}

// torn makes a vector of a file whose end is missing, and in which nothing is wrong.
func torn(name, why string, change func(string) string) vector {
	return full(name, why, isCut, func(f *fullDraft) { f.onFile = change }, "encoding-incomplete")
}

// misspelled makes a vector of a file whose fault is its spelling.
func misspelled(name, why string, change func(string) string) vector {
	return full(name, why, isUnreadable, func(f *fullDraft) { f.onFile = change }, "encoding-other")
}

func replaced(old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			panic("nothing to replace: " + old)
		}
		return strings.Replace(s, old, new, 1)
	}
}

// spareBit sets a bit of a line's base64 that no byte uses: its last character before the padding.
func spareBit(line string) string {
	i := strings.LastIndexByte(line, '=')
	for line[i-1] == '=' {
		i--
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	c := alphabet[strings.IndexByte(alphabet, line[i-1])|1]
	return line[:i-1] + string(c) + line[i:]
}

// lineAt edits one line of a file: 1 is extra, 2 the index, 3 the first of the path.
func lineAt(i int, change func(string) string) func(string) string {
	return lines(func(l []string) []string {
		l[i] = change(l[i])
		return l
	})
}

// signatureLine edits the bytes of a note's signature line: 4 of the key's, 8 of a time in cosignatures, the signature.
func signatureLine(change edit) func(string) string {
	return func(line string) string {
		at := strings.LastIndexByte(line, ' ') + 1
		return line[:at] + base64Of(change(must(base64.StdEncoding.DecodeString(line[at:]))))
	}
}

func fileVectors() []vector {
	extra := func(name, why string, e edit) vector {
		return full("full-extra-"+name, why, isUnreadable, func(f *fullDraft) { f.onExtra = e }, "encoding-other")
	}
	to := func(s string) func(string) string { return func(string) string { return s } }
	cut := func(s string) string { return s[:strings.Index(s, "\n\n")] }
	return []vector{
		full("full", "nothing is wrong", isValid, func(*fullDraft) {}),
		full("full-status-good", "nothing is wrong, and the status is known", isValid, func(*fullDraft) {}, "status-good").status(StateGood, "", 0),
		full("full-last-entry", "the newest entry of its tree", isValid, func(f *fullDraft) { f.size = 8 }),
		full("full-two-entries", "the smallest tree there can be", isValid, func(f *fullDraft) { f.size, f.index, f.credentialAt = 2, 1, 0 }),
		full("full-large-tree", "an entry in a tree of 300", isValid, func(f *fullDraft) { f.size, f.index = 300, 255 }),
		full("full-altered", "the name changed in what the extra line holds: neither signatures nor path cover it", isAlteredAlien, func(f *fullDraft) { f.onShort = swap("'Siti", "'Sitj") },
			"registrar-signature", "pledge-signature", "registration-signature", "inclusion-path"),
		full("full-unregistered", "in the tree, and yet the registration is not the ledger's", isUnrecorded, func(f *fullDraft) { f.ledger = by("stranger") }, "registration-signature"),
		full("full-version-2", "a later version of the file cannot be decided here", isLater, func(f *fullDraft) { f.onFile = replaced("proof@v1", "proof@v2") }, "encoding-version"),
		full("full-version-10", "the same, in two digits", isLater, func(f *fullDraft) { f.onFile = replaced("proof@v1", "proof@v10") }, "encoding-version"),
		full("full-short-version-2", "a later version of the short proof in it", isLater, func(f *fullDraft) { items(func(i [][]byte) { i[0] = enc(2) })(f.draft) }, "encoding-version"),
		misspelled("full-version-0", "no version was 0", replaced("proof@v1", "proof@v0")),
		misspelled("full-header-space", "a space after the version", replaced("proof@v1", "proof@v1 ")),
		misspelled("full-carriage-returns", "lines end in CR LF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }),
		misspelled("full-carriage-return-extra", "the extra line alone ends in CR LF, which readers of base64 like to skip", lineAt(1, func(s string) string { return s + "\r" })),
		misspelled("full-extra-missing", "a tlog-proof without an extra line is not ours", lines(func(l []string) []string { return slices.Delete(l, 1, 2) })),
		misspelled("full-extra-empty", "an empty extra line", lineAt(1, to("extra "))),
		misspelled("full-extra-no-base64", "the extra line holds another alphabet", lineAt(1, func(s string) string { return s[:20] + "_" + s[21:] })),
		misspelled("full-extra-unpadded", "base64 without its padding, or with more", lineAt(1, func(s string) string {
			if strings.HasSuffix(s, "=") {
				return strings.TrimRight(s, "=")
			}
			return s + "="
		})),
		extra("trailing-byte", "a byte after the CBOR of the extra line", appended("00")),
		extra("indefinite", "an array of indefinite length", func(b []byte) []byte { return slices.Concat(part("9f"), b[1:], part("ff")) }),
		extra("prev-short", "a hash of 31 bytes", func(b []byte) []byte { return slices.Concat(b[:len(b)-34], enc(b[len(b)-31:])) }),
		extra("prev-missing", "no hash of the entry before", func(b []byte) []byte { return slices.Concat(part("81"), b[1:len(b)-34]) }),
		full("full-short-long-index", "the short proof in the extra line has the index in two bytes", isUnreadable, func(f *fullDraft) { items(func(i [][]byte) { i[2] = part("1807") })(f.draft) }, "encoding-other"),
		full("full-index-moved", "the index line names another entry than the short proof", isUnrecorded, func(f *fullDraft) { f.onFile = lineAt(2, to("index 8")) }, "inclusion-index"),
		misspelled("full-index-leading-zero", "a number has no leading zero", lineAt(2, to("index 07"))),
		misspelled("full-index-sign", "a number has no sign", lineAt(2, to("index +7"))),
		misspelled("full-index-space", "two spaces before the number", lineAt(2, to("index  7"))),
		misspelled("full-index-empty", "no number", lineAt(2, to("index "))),
		misspelled("full-index-too-large", "2^53, which JavaScript's numbers do not hold", lineAt(2, to("index 9007199254740992"))),
		misspelled("full-index-missing", "no index line", lines(func(l []string) []string { return slices.Delete(l, 2, 3) })),
		torn("full-no-checkpoint", "the file ends after the path", cut),
		torn("full-header-alone", "the file ends after its first line", func(s string) string { return s[:strings.IndexByte(s, '\n')+1] }),
		misspelled("full-no-blank-line", "no blank line before the checkpoint", replaced("\n\n", "\n")),
		full("full-two-blank-lines", "the checkpoint begins with a line feed: nobody signed that", isUnrecorded, func(f *fullDraft) { f.onFile = replaced("\n\n", "\n\n\n") }, "checkpoint-signature"),
		torn("full-empty-checkpoint", "nothing after the blank line", func(s string) string { return cut(s) + "\n\n" }),
	}
}

func pathVectors() []vector {
	path := func(name, why string, change func(tlog.RecordProof) tlog.RecordProof) vector {
		return full("path-"+name, why, isUnrecorded, func(f *fullDraft) { f.onPath = change }, "inclusion-path")
	}
	entry := func(name, why string, change func(*Entry)) vector {
		return full("path-entry-"+name, why, isUnrecorded, func(f *fullDraft) { f.onEntry = change }, "inclusion-path")
	}
	return []vector{
		path("line-missing", "a hash is missing", func(p tlog.RecordProof) tlog.RecordProof { return p[:len(p)-1] }),
		path("line-added", "a hash too many", func(p tlog.RecordProof) tlog.RecordProof { return append(p, p[0]) }),
		path("line-flipped", "a bit of a hash changed", func(p tlog.RecordProof) tlog.RecordProof { p[1][5] ^= 4; return p }),
		path("lines-swapped", "two hashes swapped", func(p tlog.RecordProof) tlog.RecordProof { p[0], p[1] = p[1], p[0]; return p }),
		path("empty", "no hash", func(tlog.RecordProof) tlog.RecordProof { return nil }),
		full("path-too-long", "64 hashes, more than any tree's", isUnreadable, func(f *fullDraft) {
			f.onPath = func(p tlog.RecordProof) tlog.RecordProof { return make(tlog.RecordProof, 64) }
		}, "encoding-other"),
		misspelled("path-spare-bits", "a bit of the base64 that no byte uses", lineAt(3, spareBit)),
		misspelled("path-unpadded", "base64 without its padding", lineAt(3, func(s string) string { return strings.TrimRight(s, "=") })),
		misspelled("path-short-hash", "a hash of 31 bytes", lineAt(3, func(string) string { return base64Of(make([]byte, 31)) })),
		misspelled("path-hexadecimal", "a hash in hexadecimal", lineAt(3, func(string) string { return hexOf(make([]byte, 32)) })),
		full("path-prev-flipped", "the hash of the entry before is not authenticated by itself: the path is what holds it", isUnrecorded,
			func(f *fullDraft) { f.extraPrev = func(h tlog.Hash) tlog.Hash { h[0] ^= 1; return h } }, "inclusion-path"),
		entry("other-kind", "the tree holds a credential of this digest", func(e *Entry) { e.Kind = signer.KindCredential }),
		entry("later-kind", "the tree holds this digest as a statement of a later version's kind", func(e *Entry) { e.Kind = 7 }),
		full("path-later-kinds", "the tree's other entries are of kinds that only a later version knows: they are leaves like any other", isValid, func(f *fullDraft) {
			f.onOthers = func(e *Entry) { e.Kind = signer.Kind(7 + e.Index*19) } // one byte and two
		}),
		entry("other-time", "the tree holds this pledge at another time than the registration's", func(e *Entry) { e.Time++ }),
		entry("other-prev", "the tree's entry does not follow the one before it", func(e *Entry) { e.Prev[0] ^= 1 }),
		full("path-other-tree", "the path and checkpoint of a tree that holds another entry there", isUnrecorded, func(f *fullDraft) { f.otherEntry = true }, "inclusion-path"),
		full("path-beyond-tree", "a checkpoint of 7 entries cannot hold entry 7", isUnrecorded, func(f *fullDraft) { f.size = 7 }, "inclusion-path"),
	}
}

func checkpointVectors() []vector {
	by := func(name, why string, signers ...note.Signer) vector {
		return full("checkpoint-"+name, why, isUnrecorded, func(f *fullDraft) { f.signers = signers }, "checkpoint-signature")
	}
	text := func(name, why, code string, change func(string) string) vector {
		return full("checkpoint-"+name, why+"; ledger and witnesses signed it so", isUnrecorded, func(f *fullDraft) { f.onText = change }, code)
	}
	signedNote := func(name, why string, change func(string) string) vector {
		return full("checkpoint-"+name, why, isUnrecorded, func(f *fullDraft) { f.onNote = change }, "checkpoint-signature")
	}
	cutNote := func(name, why string, change func(string) string) vector {
		return full("checkpoint-"+name, why, isCut, func(f *fullDraft) { f.onNote = change }, "encoding-incomplete")
	}
	more := func(name, why string, s note.Signer) vector {
		return full("checkpoint-"+name, why, isValid, func(f *fullDraft) { f.signers = append(f.signers, s) })
	}
	retired := func(name, why, want, key string, size uint64, codes ...string) vector {
		return full("checkpoint-"+name, why, want, func(f *fullDraft) {
			f.size, f.signers[0] = size, must(trust.NoteSigner(origin, demoKey(key)))
		}, codes...).under("retired")
	}
	a, b := witnessAt("inspektorat", registered+60), witnessAt("bkn", registered+61)
	return []vector{
		by("other-key", "signed by a key that the trust list does not name", logSigner("stranger"), a, b),
		by("by-registrar", "signed by a registrar", logSigner("registrar"), a, b),
		by("no-log", "witnesses alone", a, b),
		by("cosigned-by-ledger", "the ledger's key signed in the way of witnesses", must(trust.Cosigner(origin, demoKey("ledger"), registered+60)), a, b),
		by("key-name-other", "the ledger's key under another name", must(trust.NoteSigner(elsewhere, demoKey("ledger"))), a, b),
		cutNote("unsigned", "no signature at all: the file ends before them", func(s string) string { return s[:strings.Index(s, "\n\n")+2] }),
		cutNote("truncated", "the file ends in the middle of a signature", func(s string) string { return s[:len(s)-10] }),
		cutNote("no-final-line-feed", "the last line has no end", func(s string) string { return strings.TrimSuffix(s, "\n") }),
		signedNote("hyphen", "a hyphen where the em dash belongs", replaced("— ikrar", "- ikrar")),
		signedNote("size-changed", "the size changed after it was signed", replaced("\n13\n", "\n14\n")),
		signedNote("origin-changed", "the origin changed after it was signed", replaced("ikrar.contoh.example/buku\n", elsewhere+"\n")),
		signedNote("signature-flipped", "the ledger's signature changed", lineAt(4, signatureLine(flip(-1)))),
		signedNote("signature-spare-bits", "a bit of a signature's base64 that no byte uses", lineAt(4, spareBit)),
		signedNote("many-signatures", "101 signature lines", func(s string) string {
			for i := range 98 {
				s += fmt.Sprintf("— saksi%d.example AAAAAAA=\n", i)
			}
			return s
		}),
		text("other-origin", "the ledger's key signed another institution's checkpoint", "checkpoint-signature", replaced(origin, elsewhere)),
		text("extension-line", "a fourth line, which ikrar's ledgers do not write", "checkpoint-signature", func(s string) string { return s + "perpanjangan\n" }),
		text("line-missing", "no root", "checkpoint-signature", func(s string) string { return s[:strings.Index(s, "\n13\n")+4] }),
		text("leading-zero", "a number has no leading zero", "checkpoint-signature", replaced("\n13\n", "\n013\n")),
		text("size-too-large", "2^53 entries", "checkpoint-signature", replaced("\n13\n", "\n9007199254740992\n")),
		text("root-spare-bits", "a bit of the root's base64 that no byte uses", "checkpoint-signature", lineAt(2, spareBit)),
		text("root-short", "a root of 31 bytes", "checkpoint-signature", lineAt(2, func(string) string { return base64Of(make([]byte, 31)) })),
		text("root-other", "the root of another tree", "inclusion-path", lineAt(2, func(s string) string { return base64Of(make([]byte, 32)) })),
		text("size-other", "this root under another size, in which paths are longer", "inclusion-path", replaced("\n13\n", "\n20\n")),
		text("empty-tree", "a tree of no entries", "inclusion-path", replaced("\n13\n", "\n0\n")),
		more("unknown-cosigner", "a witness that the trust list does not name: ignored, as C2SP asks", witnessAt("stranger", registered+60)),
		more("unknown-log", "a log that the trust list does not name: ignored", must(trust.NoteSigner("lain.example", demoKey("stranger")))),
		full("checkpoint-signed-twice", "a second line of the ledger's, which counts for nothing: it does not hold", isValid, func(f *fullDraft) {
			f.onNote = lines(func(l []string) []string { return slices.Insert(l, 5, signatureLine(flip(-1))(l[4])) })
		}),
		retired("by-retired", "the retired key's last checkpoint", isValid, "ledger", 10),
		retired("by-successor", "the successor's checkpoint holds the predecessor's entries", isValid, "next ledger", 13),
		retired("beyond-retired", "the retired key went on signing", isUnrecorded, "ledger", 11, "checkpoint-range"),
		retired("before-successor", "the successor signed a tree of its predecessor's", isUnrecorded, "next ledger", 10, "checkpoint-range"),
	}
}

func quorumVectors() []vector {
	cosigned := func(name, why, want string, witnesses []note.Signer, codes ...string) vector {
		return full("quorum-"+name, why, want, func(f *fullDraft) { f.signers = append(f.signers[:1], witnesses...) }, codes...)
	}
	noted := func(name, why, want string, change func(string) string, codes ...string) vector {
		return full("quorum-"+name, why, want, func(f *fullDraft) { f.onNote = change }, codes...)
	}
	names := func(names ...string) (all []note.Signer) {
		for _, n := range names {
			all = append(all, witnessAt(n, registered+60))
		}
		return all
	}
	// signature edits the signature of the inspectorate, the second.
	signature := func(change edit) func(string) string { return lineAt(5, signatureLine(change)) }
	return []vector{
		cosigned("none", "nobody cosigned", isUnrecorded, nil, "quorum-short"),
		cosigned("one", "one of the two that are needed", isUnrecorded, names("bkn"), "quorum-short"),
		cosigned("other-two", "any two make the quorum", isValid, names("ombudsman", "bkn")),
		cosigned("three", "all three", isValid, names("inspektorat", "bkn", "ombudsman")),
		cosigned("same-twice", "one witness twice is one witness", isUnrecorded, []note.Signer{witnessAt("bkn", registered+60), witnessAt("bkn", registered+90)}, "quorum-short"),
		cosigned("stranger", "a stranger does not count", isUnrecorded, names("bkn", "stranger"), "quorum-short"),
		cosigned("none-needed", "a trust list without witnesses", isValid, nil).under("no-quorum"),
		cosigned("one-needed", "a trust list with one witness", isValid, names("inspektorat")).under("one-witness"),
		cosigned("one-needed-other", "it has not cosigned, another has", isUnrecorded, names("bkn"), "quorum-short").under("one-witness"),
		cosigned("nested", "one of each group", isValid, names("inspektorat", "ombudsman")).under("nested"),
		cosigned("nested-one-side", "two of the same group", isUnrecorded, names("bkn", "ombudsman"), "quorum-short").under("nested"),
		cosigned("as-log", "a witness signed in the way of logs: a key that nobody listed", isUnrecorded, []note.Signer{
			must(trust.NoteSigner("inspektorat.example", demoKey("inspektorat"))), witnessAt("bkn", registered+60)}, "quorum-short"),
		cosigned("other-name", "a witness's key under another name: a key that nobody listed", isUnrecorded, []note.Signer{
			must(trust.Cosigner("inspektorat.lain.example", demoKey("inspektorat"), registered+60)), witnessAt("bkn", registered+60)}, "quorum-short"),
		noted("time-changed", "the time of a cosignature is part of what is signed", isUnrecorded, signature(flip(11)), "checkpoint-signature"),
		noted("signature-flipped", "a cosignature changed: a wrong one of a known key is refused, not ignored", isUnrecorded, signature(flip(-1)), "checkpoint-signature"),
		noted("no-time", "a cosignature without its time", isUnrecorded, signature(func(b []byte) []byte { return slices.Concat(b[:4], b[12:]) }), "checkpoint-signature"),
		noted("time-too-large", "a time of 2^63; the witness signed it so", isUnrecorded, func(s string) string {
			text := s[:strings.Index(s, "\n\n")+1]
			sig := by("inspektorat")([]byte("cosignature/v1\ntime 9223372036854775808\n" + text))
			return signature(func(b []byte) []byte { return slices.Concat(b[:4], part("8000000000000000"), sig) })(s)
		}, "checkpoint-signature"),
		noted("wrong-after-right", "a second line of the same witness is not looked at", isValid, lines(func(l []string) []string { return slices.Insert(l, 6, signatureLine(flip(-1))(l[5])) })),
		noted("wrong-before-right", "the first line of a witness is the one that counts", isUnrecorded, lines(func(l []string) []string { return slices.Insert(l, 5, signatureLine(flip(-1))(l[5])) }), "checkpoint-signature"),
		cosigned("order", "cosignatures before the ledger's signature", isValid, nil).reorder(),
	}
}

// reorder puts the ledger's signature last.
func (v vector) reorder() vector {
	f := newFull()
	f.signers = []note.Signer{f.signers[1], f.signers[2], f.signers[0]}
	v.Input.Text = string(f.file())
	return v
}

// theftVectors are about full proofs under a ledger key that was stolen.
func theftVectors() []vector {
	seen := func(name, why, want string, first, second int64, codes ...string) vector {
		return full("theft-"+name, why, want, func(f *fullDraft) {
			f.signers = []note.Signer{f.signers[0], witnessAt("inspektorat", first), witnessAt("bkn", second)}
		}, codes...)
	}
	replacedBy := func(name, why, want, key string, size uint64, at int64, codes ...string) vector {
		return full("theft-"+name, why, want, func(f *fullDraft) {
			f.size, f.signers = size, []note.Signer{must(trust.NoteSigner(origin, demoKey(key))), witnessAt("inspektorat", at), witnessAt("bkn", at)}
		}, codes...).under("stolen-replaced")
	}
	return []vector{
		seen("witnessed-before", "a quorum saw this tree before the theft", isValid, theft-9, theft-1, "registration-witnessed").under("stolen"),
		seen("witnessed-after", "the witnesses saw this tree after the theft only", isUndetermined, theft+1, theft+2, "registration-stolen", "quorum-late").under("stolen"),
		seen("witnessed-at", "the second of the theft is not before it", isUndetermined, theft-1, theft, "registration-stolen", "quorum-late").under("stolen"),
		seen("witnessed-half", "one witness before the theft is not the quorum", isUndetermined, theft-1, theft+1, "registration-stolen", "quorum-late").under("stolen"),
		full("theft-no-quorum", "without witnesses nobody can tell", isUndetermined, func(f *fullDraft) { f.signers = f.signers[:1] }, "registration-stolen", "quorum-late").under("stolen-no-quorum"),
		full("theft-quorum-short", "under a stolen key too, a quorum that is short is short", isUnrecorded, func(f *fullDraft) { f.signers = f.signers[:2] }, "registration-stolen", "quorum-short").under("stolen"),
		full("theft-path-wrong", "not in the tree, whoever holds the key", isUnrecorded, func(f *fullDraft) { f.otherEntry = true }, "registration-stolen", "inclusion-path").under("stolen"),
		replacedBy("successor-after", "the successor's checkpoint came after the theft: the thief may have written the entry before", isUndetermined, "next ledger", 13, theft+9, "registration-stolen", "quorum-late"),
		replacedBy("stolen-checkpoint-before", "the stolen key's checkpoint, cosigned before the theft", isValid, "ledger", 10, theft-9, "registration-witnessed"),
		replacedBy("twice-between", "of two thefts the earlier counts: this tree was seen between them", isUndetermined, "next ledger", 13, theft-60, "registration-stolen", "quorum-late").under("stolen-twice"),
		replacedBy("twice-before", "seen before both thefts", isValid, "next ledger", 13, theft-3601, "registration-witnessed").under("stolen-twice"),
		full("theft-successor-entry", "an entry of the successor's", isValid, func(f *fullDraft) {
			f.index, f.ledger, f.signers[0] = 11, by("next ledger"), must(trust.NoteSigner(origin, demoKey("next ledger")))
		}).under("stolen-replaced"),
	}
}
