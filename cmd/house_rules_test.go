package cmd_test

import "slices"

const (
	badger = "github.com/dgraph-io/badger/..."
	fpdf   = "github.com/go-pdf/fpdf/..."
	qrcode = "github.com/skip2/go-qrcode/..."
	sheets = "github.com/xuri/excelize/..."
	cbor   = "github.com/fxamacker/cbor/..."
	gomail = "github.com/wneessen/go-mail/..."
	aws    = "github.com/aws/..."
)

var (
	disk    = []string{"os", "os/...", "io/ioutil", "syscall"}
	network = []string{"net", "net/http/...", "net/rpc/...", "net/smtp", "crypto/tls"}
	all     = []string{"ikrar/..."}
	signing = []string{ // all but key files
		"ikrar/signer", "ikrar/signer/cbor", "ikrar/signer/crockford", "ikrar/signer/eddsa", "ikrar/signer/invitation",
		"ikrar/signer/text"}

	harness   = []string{"ikrar/verify/web/browser"} // of tests: it starts a browser and speaks with it
	asks      = []string{"ikrar/verify/remote"}      // the one room below cmd that asks over a network
	libraries = []string{"ikrar/signer/...", "ikrar/verify/...", "ikrar/ledger/..."}
)

var rules = []rule{
	{who: []string{"ikrar/signer/..."}, ban: []string{"ikrar/verify/...", "ikrar/ledger/...", "ikrar/cmd/..."},
		deep: true,
		why:  "signer <- verify <- ledger <- cmd: whoever signs need not trust code that judges or remembers"},
	{who: []string{"ikrar/verify/..."}, ban: []string{"ikrar/ledger/...", "ikrar/cmd/..."}, deep: true,
		why: "signer <- verify <- ledger <- cmd: a verdict must not need the ledger that it judges"},
	{who: []string{"ikrar/ledger/..."}, ban: []string{"ikrar/cmd/..."}, deep: true,
		why: "signer <- verify <- ledger <- cmd: libraries do not know who calls them"},

	{who: []string{"ikrar/signer/cbor", "ikrar/signer/crockford"}, ban: all, deep: true,
		why: "an encoding knows nothing of what is encoded"},
	{who: []string{"ikrar/signer/eddsa", "ikrar/signer/keyfile", "ikrar/ledger/internal/fasted25519"},
		ban: []string{"ikrar/signer"}, deep: true,
		why: "keys and signatures know nothing of what is signed"},
	{who: signing, ban: disk,
		why: "a statement is a function of its bytes and a key; files belong to signer/keyfile and to commands"},
	{who: signing, ban: network, deep: true,
		why: "signing works offline, and code that holds a key cannot send it anywhere"},
	{who: slices.Concat(signing, []string{"ikrar/verify/..."}),
		ban: []string{"ikrar/signer/files", "ikrar/signer/keyfile"}, deep: true,
		why: "private keys arrive as crypto.Signer; only commands and the ledger open key files"},
	{who: []string{"ikrar/verify/..."}, except: harness, ban: disk,
		why: "a verdict is a function of its inputs: the same in a command, in a browser and in a test"},
	{who: []string{"ikrar/verify/..."}, except: slices.Concat(harness, asks), ban: network, deep: true,
		why: "whoever checks a certificate tells nobody which one; what is fetched is fetched by verify/remote, on request"},
	{who: all, except: []string{"ikrar/verify/remote", "ikrar/ledger/remote",
		"ikrar/ledger/office/outpost", "ikrar/cmd/..."}, ban: asks, deep: true,
		why: "only who was asked to look elsewhere does: no verdict, page or ledger depends on what asks over a network"},
	{who: []string{"ikrar/ledger/remote"}, ban: []string{"ikrar/ledger", "ikrar/ledger/server", badger}, deep: true,
		why: "a person's computer reaches a ledger elsewhere, and needs no code of a ledger for that"},
	{who: []string{"ikrar/verify/trust"}, ban: []string{"ikrar/verify"}, deep: true,
		why: "whom to believe is settled before anything is judged: a verdict stands on the list, not the list on a verdict"},
	{who: []string{"ikrar/cmd/pins"}, ban: network, deep: true,
		why: "what is believed here is read from files; no list is ever fetched from where a certificate points to"},
	{who: []string{"ikrar/cmd/check"}, ban: []string{"net/http/..."},
		why: "verify/remote asks, and check says in words what came of it"},
	{who: []string{"ikrar/verify/..."}, ban: []string{badger, fpdf, qrcode}, deep: true,
		why: "the verifier is what strangers read and compile for browsers: no store and no printing in it"},
	{who: []string{"ikrar/ledger/certificate/..."}, except: []string{"ikrar/ledger/certificate/internal/outside"},
		ban: slices.Concat(disk, network),
		why: "a certificate is a pure function of its inputs, or two renderings of it differ"},
	{who: []string{"ikrar/ledger/certificate/...", "ikrar/ledger/roster"}, ban: []string{badger, "ikrar/ledger"},
		deep: true,
		why:  "the store has one writer; these rooms are handed what they need"},
	{who: []string{"ikrar/ledger/certificate/internal/..."},
		ban: []string{"ikrar/signer/...", "ikrar/verify/...", "ikrar/ledger/certificate"},
		why: "type, codes, paths and PDF objects know nothing of pledges: what a certificate says is decided above them"},
	{who: []string{"ikrar/verify/pdf/...", "ikrar/verify/qr", "ikrar/verify/internal/picture"},
		ban: []string{"ikrar/verify", "ikrar/verify/scan", "ikrar/signer/..."},
		why: "readers of files know nothing of proofs: whoever looks for one says what it looks like"},
	{who: []string{"ikrar/cmd/ikrar-verify"}, ban: []string{badger, fpdf, qrcode, "ikrar/ledger/...", sheets},
		deep: true,
		why:  "the verifier alone: no store, no HR code, no PDF writer in what an auditor has to read"},

	{who: []string{"ikrar/ledger/server"}, ban: []string{fpdf, qrcode, sheets, "ikrar/ledger/certificate",
		"ikrar/ledger/issue", "ikrar/ledger/report"}, deep: true,
		why: "what strangers reach over the network draws and prints nothing: the less code there, the less to attack"},
	{who: []string{"ikrar/ledger/cosigning"}, ban: []string{"ikrar/ledger/enrol", "ikrar/ledger/issue",
		"ikrar/ledger/report", "ikrar/ledger/roster"}, deep: true,
		why: "a witness is shown checkpoints, and nothing of a person"},
	{who: []string{"ikrar/ledger/witness", "ikrar/ledger/internal/addcheckpoint"},
		ban: []string{badger, "ikrar/ledger"}, deep: true,
		why: "a witness keeps no ledger: another office runs it on a page of code that it can read"},
	{who: []string{"ikrar/signer/...", "ikrar/verify/...", "ikrar/ledger/..."},
		except: []string{"ikrar/ledger/server", "ikrar/ledger/cosigning", "ikrar/ledger/witness",
			"ikrar/ledger/publish/s3", "ikrar/verify/remote", "ikrar/ledger/office/web",
			"ikrar/ledger/office/web/internal/..."},
		ban: []string{"net/http/..."},
		why: "six rooms speak HTTP: to serve, to publish, to ask, to ask witnesses, to be one, and to the officer's own browser; all others are handed what was fetched"},
	{who: all, except: []string{"ikrar/ledger/publish/s3"}, ban: []string{aws},
		why: "one room knows the client of object stores, and what its answers are worth"},
	{who: []string{"ikrar/signer/...", "ikrar/verify/...", "ikrar/ledger/server", "ikrar/cmd/ikrar-verify"},
		ban: []string{aws}, deep: true,
		why: "who publishes has the keys of a bucket; what signs, checks or answers strangers has none of that"},
	{who: []string{"ikrar/ledger/office/web/internal/frame"}, ban: []string{"ikrar/ledger/...", "ikrar/signer"},
		deep: true,
		why:  "who may ask, and how a page is put together, is read without knowing what the office does"},
	{who: []string{"ikrar/ledger/office/config"}, ban: slices.Concat(disk, network, []string{"ikrar/ledger"}),
		why: "what may be set is judged from the text alone: a page checks it before there is a home"},
	{who: []string{"ikrar/ledger/server", "ikrar/ledger/witness"}, ban: []string{"ikrar/ledger/office/..."}, deep: true,
		why: "what strangers speak to can do nothing that an officer does: the acts of HR are reached from the officer's own program"},
	{who: []string{"ikrar/ledger/office/mail"}, ban: []string{badger, "ikrar/ledger", "ikrar/ledger/office",
		"ikrar/ledger/enrol/..."}, deep: true,
		why: "what speaks with a mail server is handed one letter at a time, and reaches no ledger and nobody else's code"},
	{who: all, except: []string{"ikrar/ledger/office/mail"}, ban: []string{gomail, "net/smtp"},
		why: "one room hands letters to a server, and knows what its answers mean"},
	{who: all, except: []string{"ikrar/ledger/office/mail/postbox"},
		ban: []string{"github.com/emersion/...", "ikrar/ledger/office/mail/postbox"}, deep: true,
		why: "a mail server is for tests, and in no program"},
	{who: []string{"ikrar/signer/...", "ikrar/verify/...", "ikrar/ledger/certificate/...", "ikrar/ledger/server"},
		ban: []string{gomail}, deep: true,
		why: "mail is sent by the officer's own program, and not by what signs, checks, draws or serves"},
	{who: all, except: []string{"ikrar/ledger/spreadsheet/workbook"}, ban: []string{sheets},
		why: "it reads a damaged sheet without an error, so it only writes; rosters have a reader of our own"},

	{who: all, except: []string{"ikrar/ledger/internal/store"}, ban: []string{badger},
		why: "one room knows Badger and what it does to files; all others see rows and transactions"},
	{who: inside("store"), ban: above("store"), deep: true,
		why: "store is the lowest: rows, and nothing of what they mean"},
	{who: inside("merkle"), ban: above("merkle"), deep: true,
		why: "the tree grows from hashes alone: it knows no statement and no rule"},
	{who: inside("rules"), ban: above("rules"), deep: true,
		why: "the same rules run when a statement is recorded and when an audit replays it, so they know neither"},
	{who: inside("archive"), ban: append(above("store"), "ikrar/ledger/internal/store", "ikrar/verify/..."), deep: true,
		why: "what is kept is bytes by their digest: whose they are, and whether they may still be there, is asked above"},
	{who: inside("place"), ban: append(above("place"), "ikrar/ledger/internal/rules"), deep: true,
		why: "where a ledger lies is asked before anything in it is believed"},
	{who: inside("audit"), ban: above("audit"), deep: true,
		why: "an audit derives everything anew: it must not stand on the code that recorded it"},
	{who: inside("backup"), ban: above("backup"), deep: true,
		why: "a backup is of a store, open or not; restoring needs no ledger in force"},
	{who: inside("book"), deep: true,
		ban: append(above("book"), "ikrar/ledger/internal/audit", "ikrar/ledger/internal/backup"),
		why: "what may be asked of a ledger is one interface, whoever has the database"},
	{who: inside("share"), ban: above("share"), deep: true,
		why: "the socket carries what the interface of book says, and so cannot reach around it"},
	{who: all, except: []string{"ikrar/signer/cbor", "ikrar/ledger/roster"}, ban: []string{cbor},
		why: "what is signed has one encoding, without the library's leniencies; a roster's records are not signed"},
	{who: all, except: []string{"ikrar/ledger/certificate", "ikrar/ledger/certificate/papers",
		"ikrar/ledger/certificate/internal/upright"}, ban: []string{fpdf},
		why: "its traps are known and avoided where pages are drawn; what it cannot be told is put right on its bytes, without it"},
	{who: all, except: []string{"ikrar/ledger/certificate/internal/qr"}, ban: []string{qrcode},
		why: "an encoding of our own stands beside it, module for module the same: one room knows that there are two"},
	{who: all, except: []string{"ikrar/ledger/certificate/internal/pdfa"}, ban: []string{"github.com/klauspost/..."},
		why: "what it gives is fixed by a template of certificates: elsewhere compression may change with the Go release"},
	{who: all, except: []string{"ikrar/ledger/internal/fasted25519"}, ban: []string{"github.com/oasisprotocol/..."},
		why: "the ledger alone stands on it; whoever checks the ledger uses crypto/ed25519"},
	{who: []string{"ikrar/cmd/ikrar-verify", "ikrar/verify/..."}, ban: []string{"github.com/oasisprotocol/..."},
		deep: true,
		why:  "a verdict stands on the implementations that everybody has"},
	{who: all, except: []string{"ikrar/signer/keyfile"}, ban: []string{"golang.org/x/crypto/ssh/..."},
		why: "key custody behind one abstraction: key files and agents are read in one place"},
	{who: all, except: []string{"ikrar/ledger/office/safekeeping"}, ban: []string{"filippo.io/age/..."},
		why: "one room seals what leaves with a backup; everything else has its keys in key files"},
	{who: all, except: []string{"ikrar/ledger/server"}, ban: []string{"github.com/andybalholm/..."},
		why: "pages are compressed where they are sent"},
	{who: all, except: []string{"ikrar/cmd/..."}, ban: []string{"github.com/spf13/..."},
		why: "flags are the command's: libraries take arguments"},
	{who: all, except: harness, ban: []string{"ikrar/verify/web/browser", "github.com/chromedp/..."}, deep: true,
		why: "what starts browsers is for tests, and in no program"},
	{who: all, except: []string{"ikrar/ledger/certificate/internal/outside"},
		ban: []string{"ikrar/ledger/certificate/internal/outside"}, deep: true,
		why: "what starts other people's readers of PDF files is for tests, and in no program"},
	{who: libraries, ban: []string{"unsafe"},
		why: "what holds keys and judges proofs stays memory-safe"},
}

// order is that of the rooms in ledger/internal, from the lowest.
var order = []string{"store", "merkle", "rules", "place", "audit", "backup", "book", "share"}

// inside is a room in ledger/internal.
func inside(name string) []string { return []string{"ikrar/ledger/internal/" + name} }

// above are the rooms that stand on one in ledger/internal.
func above(name string) []string {
	higher := []string{"ikrar/ledger"}
	for _, n := range []string{"certificate", "cosigning", "enrol", "issue", "office", "remote", "report", "roster",
		"server", "spreadsheet", "witness"} {
		higher = append(higher, "ikrar/ledger/"+n+"/...")
	}
	for _, n := range order[slices.Index(order, name)+1:] {
		higher = append(higher, inside(n)...)
	}
	return higher
}
