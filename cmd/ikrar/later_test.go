package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/server"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// A newer ikrar, as scripts have it: it continues a ledger by what STORE.md says of backups and
// rows, and it serves the ledger.
func init() {
	scriptCommands["newer"] = continueBackup
	scriptCommands["newerserve"] = serveNewer
}

// laterStatement is what the newer ikrar records.
const laterStatement = "a statement that only a newer ikrar can read"

// continueBackup is `newer HOME BACKUP KIND`: the backup gets one more entry, of that kind, a row
// of a prefix of its own, and the checkpoint published that goes with it.
func continueBackup(ts *testscript.TestScript, _ bool, args []string) {
	home, path := ts.MkAbs(args[0]), ts.MkAbs(args[1])
	kind, err := strconv.ParseUint(args[2], 10, 8)
	ts.Check(err)
	storeKey, err := hex.DecodeString(strings.TrimSpace(ts.ReadFile(home + "/keys/store.key")))
	ts.Check(err)
	key, err := keyfile.Open(home+"/keys/ledger.key", nil)
	ts.Check(err)
	data, err := os.ReadFile(path)
	ts.Check(err)
	head, sealed, _ := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	salt, err := hex.DecodeString(lines[5])
	ts.Check(err)
	rows := records(ts, unseal(ts, storeKey, salt, string(head)+"\n\n", sealed))

	origin := lines[1]
	c := extend(ts, rows, origin, signer.Kind(kind), func(r signer.Registration) eddsa.Signature {
		s, err := r.Sign(key, origin)
		ts.Check(err)
		return s
	})
	by, err := trust.NoteSigner(origin, key)
	ts.Check(err)
	note, err := c.Sign(by)
	ts.Check(err)
	rows["P"] = string(note)
	rows["Z\x01"] = "of a newer ikrar"
	lines[2], lines[3] = fmt.Sprint(c.Size), tlog.Hash(c.Root).String()
	text := strings.Join(lines, "\n") + "\n\n"
	ts.Check(os.WriteFile(path, append([]byte(text), seal(ts, storeKey, salt, text, rows)...), 0o600))
}

// extend writes the rows of one more entry: STORE.md section 1. The log has less than 256.
func extend(ts *testscript.TestScript, rows map[string]string, origin string, kind signer.Kind,
	sign func(signer.Registration) eddsa.Signature) trust.Checkpoint {
	size := binary.BigEndian.Uint64([]byte(rows["H"]))
	if size > 254 {
		ts.Fatalf("a log of %d entries is too large for this", size)
	}
	now, last := int64(binary.BigEndian.Uint64([]byte(rows["H"][8:]))), rows["H"][16:]
	e := verify.Entry{Kind: kind, Index: size, Time: now, Prev: tlog.Hash([]byte(last)),
		Digest: signer.DigestOf([]byte(laterStatement))}
	leaf := e.LeafHash()
	signature := sign(signer.Registration{Index: size, Time: now, Digest: e.Digest})
	number := binary.BigEndian.AppendUint64
	at := string(append(make([]byte, 7), byte(size)))
	rows["E"+at] = string(slices.Concat(make([]byte, 8), signature[:], e.Bytes()))
	rows["S"+at] = laterStatement
	rows["D"+string(e.Digest[:])] = string(number(nil, size))
	rows["M"+string(make([]byte, 9))] += string(leaf[:])
	rows["H"] = string(append(number(number(nil, size+1), uint64(now)), leaf[:]...))
	delete(rows, "K") // a build that knows nothing of this row is newer too

	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, stored[i])
		}
		return all, nil
	})
	for i := range int64(size + 1) {
		hashes, err := tlog.StoredHashesForRecordHash(i, tlog.Hash([]byte(rows["M"+string(make([]byte, 9))][i*32:])), read)
		ts.Check(err)
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(int64(size+1), read)
	ts.Check(err)
	return trust.Checkpoint{Origin: origin, Size: size + 1, Root: root}
}

// backupAEAD is the sealing of a backup: STORE.md section 7.
func backupAEAD(ts *testscript.TestScript, storeKey, salt []byte, head string) cipher.AEAD {
	key, err := hkdf.Key(sha256.New, storeKey, salt, head, 32)
	ts.Check(err)
	block, err := aes.NewCipher(key)
	ts.Check(err)
	aead, err := cipher.NewGCM(block)
	ts.Check(err)
	return aead
}

const backupChunk = 64 << 10

func backupNonce(chunk int, last bool) []byte {
	nonce := append(binary.BigEndian.AppendUint64(make([]byte, 3, 12), uint64(chunk)), 0)
	if last {
		nonce[11] = 1
	}
	return nonce
}

func unseal(ts *testscript.TestScript, storeKey, salt []byte, head string, sealed []byte) (plain []byte) {
	aead := backupAEAD(ts, storeKey, salt, head)
	chunks := slices.Collect(slices.Chunk(sealed, backupChunk+aead.Overhead()))
	for n, chunk := range chunks {
		opened, err := aead.Open(nil, backupNonce(n, n == len(chunks)-1), chunk, nil)
		ts.Check(err)
		plain = append(plain, opened...)
	}
	return plain
}

func seal(ts *testscript.TestScript, storeKey, salt []byte, head string, rows map[string]string) (sealed []byte) {
	var plain []byte
	for _, k := range slices.Sorted(maps.Keys(rows)) {
		plain = binary.AppendUvarint(binary.AppendUvarint(plain, uint64(len(k))), uint64(len(rows[k])))
		plain = append(append(plain, k...), rows[k]...)
	}
	plain = binary.AppendUvarint(binary.AppendUvarint(plain, 0), uint64(len(rows)))
	aead := backupAEAD(ts, storeKey, salt, head)
	chunks := slices.Collect(slices.Chunk(plain, backupChunk))
	for n, chunk := range chunks {
		sealed = aead.Seal(sealed, backupNonce(n, n == len(chunks)-1), chunk, nil)
	}
	return sealed
}

func records(ts *testscript.TestScript, plain []byte) map[string]string {
	rows := map[string]string{}
	for {
		k, n := binary.Uvarint(plain)
		v, m := binary.Uvarint(plain[n:])
		if plain = plain[n+m:]; k == 0 {
			if int(v) != len(rows) {
				ts.Fatalf("%d rows, want %d", len(rows), v)
			}
			return rows
		}
		rows[string(plain[:k])] = string(plain[k : k+v])
		plain = plain[k+v:]
	}
}

// serveNewer is `newerserve HOME`: a server of our own over the continued ledger, whose address
// becomes URL. It says of the person whose key is asked for that the later entry is about them, and
// calls it by the name that a newer ikrar has for it. It signs a status list, as a newer ikrar
// does, in which a pledge is revoked by the later entry where `newerserve HOME INDEX` names one.
func serveNewer(ts *testscript.TestScript, _ bool, args []string) {
	home := ts.MkAbs(args[0])
	storeKey, err := hex.DecodeString(strings.TrimSpace(ts.ReadFile(home + "/keys/store.key")))
	ts.Check(err)
	trustList, err := office.ReadTrust(home + "/trust.note")
	ts.Check(err)
	l, err := ledger.OpenLedger(ledger.Options{Dir: home + "/ledger", Head: home + "/ledger.head", StoreKey: storeKey,
		Origin: trustList.Origin, Root: trustList.Root, Now: time.Now})
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	c, _, err := l.Published()
	ts.Check(err)
	now := time.Now().Unix()
	list := verify.StatusList{Origin: trustList.Origin, URI: trustList.URL + verify.StatusPath, Issued: now, Expires: now + 3600,
		TTL: 60, Size: c.Size, Root: c.Root, Pairs: verify.NewPairs(c.Size)}
	mux := http.NewServeMux()
	mux.Handle("/", server.New(server.Options{Ledger: l, Now: time.Now, Log: slog.New(slog.DiscardHandler)}))
	mux.HandleFunc("/v1/keys/{key}", aboutNewer(l, c.Size-1))
	if len(args) > 1 {
		index, err := strconv.ParseUint(args[1], 10, 64)
		ts.Check(err)
		verify.SetPair(list.Pairs, index, verify.StateRevoked)
		mux.HandleFunc("/v1/revocations/"+args[1], func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, laterStatement)
		})
	}
	key, err := keyfile.Open(home+"/keys/ledger.key", nil)
	ts.Check(err)
	status, err := list.Sign(key)
	ts.Check(err)
	mux.HandleFunc("/status", func(w http.ResponseWriter, _ *http.Request) { w.Write(status) })
	s := httptest.NewServer(mux)
	ts.Defer(s.Close)
	ts.Setenv("URL", s.URL)
}

// aboutNewer answers what is about a person, with the later entry behind it.
func aboutNewer(l *ledger.Ledger, later uint64) http.HandlerFunc {
	type entry struct {
		Index  uint64 `json:"index"`
		Kind   string `json:"kind"`
		Digest string `json:"digest"`
	}
	return func(w http.ResponseWriter, r *http.Request) {
		raw, err := hex.DecodeString(r.PathValue("key"))
		var entries []verify.Entry
		if err == nil {
			entries, err = l.About(eddsa.PublicKey(raw))
		}
		if err != nil {
			http.NotFound(w, r)
			return
		}
		var all []entry
		for _, e := range entries {
			all = append(all, entry{e.Index, e.Kind.String(), e.Digest.String()})
		}
		all = append(all, entry{later, "correction", signer.DigestOf([]byte(laterStatement)).String()})
		json.NewEncoder(w).Encode(map[string]any{"entries": all})
	}
}
