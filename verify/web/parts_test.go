package web_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/rosette"
	"ikrar/verify/trust"
)

func TestRosettes(t *testing.T) {
	t.Parallel()
	var file []struct {
		Digest hexBytes
		Lobes  [3]int
		Copies [3]int
		Starts [3][2]int32
		Layers [][]int32
	}
	decodeFile(t, "../rosette/testdata/rosettes.json", &file)
	if len(file) < 24 {
		t.Fatalf("%d rosettes, want at least 24", len(file))
	}
	address, _ := serve(t, map[string]any{"rosettes.json": file})
	var got []struct {
		Layers []struct {
			Lobes, Copies int
			Curve         []int32
		}
	}
	ways[0].open(t, address).Eval(`(async () => {
		const { rosette } = await import("/verifier/rosette.js")
		return (await load("rosettes.json")).map(({ Digest }) => rosette(bytes(Digest)))
	})()`, &got)
	if len(got) != len(file) || len(got[0].Layers) != 3 {
		t.Fatalf("%d answers to %d rosettes", len(got), len(file))
	}
	for i, v := range file {
		figure := rosette.New([32]byte(v.Digest))
		for j, layer := range got[i].Layers {
			var curve []int32
			for _, p := range figure.Layers[j].Curve {
				curve = append(curve, p.X, p.Y)
			}
			if layer.Lobes != v.Lobes[j] || layer.Copies != v.Copies[j] || [2]int32(layer.Curve) != v.Starts[j] || !reflect.DeepEqual(layer.Curve, curve) {
				t.Errorf("rosette %d, ring %d: another curve than Go's", i, j)
			}
			if v.Layers != nil && !reflect.DeepEqual(layer.Curve, v.Layers[j]) {
				t.Errorf("rosette %d, ring %d: another curve than that of the file", i, j)
			}
		}
	}
}

func TestSHA256(t *testing.T) {
	t.Parallel()
	data := make([]byte, 300)
	for i := range data {
		data[i] = byte(i * i)
	}
	address, _ := serve(t, map[string]any{"data.json": data})
	var got []string
	ways[0].open(t, address).Eval(`(async () => {
		const { sha256 } = await import("/signer/sha256.js")
		const { hex } = await import("/signer/bytes.js")
		const data = bytes(await load("data.json"))
		return Array.from({ length: data.length + 1 }, (_, n) => hex(sha256(data.subarray(0, n >> 1), data.subarray(n >> 1, n))))
	})()`, &got)
	if len(got) != len(data)+1 {
		t.Fatalf("%d sums", len(got))
	}
	for n, sum := range got {
		if want := sha256.Sum256(data[:n]); sum != hex.EncodeToString(want[:]) {
			t.Errorf("of %d bytes: %s, want %x", n, sum, want)
		}
	}
}

// A log is a tree of entries as C2SP tlog-tiles serves it.
type log struct {
	entries [][]byte
	hashes  []tlog.Hash // as tlog.StoredHashes orders them
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, i := range indexes {
		all = append(all, l.hashes[i])
	}
	return all, nil
}

func newLog(t *testing.T, size int) *log {
	t.Helper()
	l := new(log)
	for i := range size {
		kind := signer.Kind(i) // of every later version too: what a path leads past is anything
		entry := verify.Entry{Kind: kind, Index: uint64(i), Time: int64(i + 1), Prev: sha256.Sum256(fmt.Append(nil, i))}
		l.entries = append(l.entries, entry.Bytes())
		l.hashes = append(l.hashes, must(tlog.StoredHashes(int64(i), entry.Bytes(), l))...)
	}
	return l
}

func (l *log) checkpoint() string {
	root := must(tlog.TreeHash(int64(len(l.entries)), l))
	return trust.Checkpoint{Origin: "ikrar.contoh.example/buku", Size: uint64(len(l.entries)), Root: root}.Text() + "\n— somebody AAAAAAA=\n"
}

// answer serves exactly the tiles that a tree of this size has, in x/mod's arithmetic and C2SP's spelling.
func (l *log) answer(w http.ResponseWriter, path string) {
	if path == "checkpoint" {
		w.Write([]byte(l.checkpoint()))
		return
	}
	name, isBundle := strings.CutPrefix(path, "tile/entries/")
	if isBundle {
		name = "tile/8/0/" + name
	} else {
		name = "tile/8/" + strings.TrimPrefix(path, "tile/")
	}
	tile, err := tlog.ParseTilePath(name)
	if err != nil || !l.has(tile) {
		http.Error(w, "a tree of this size has no such tile", http.StatusNotFound)
		return
	}
	if !isBundle {
		w.Write(must(tlog.ReadTileData(tile, l)))
		return
	}
	for i := range tile.W {
		entry := l.entries[int(tile.N)<<8+i]
		w.Write(binary.BigEndian.AppendUint16(nil, uint16(len(entry))))
		w.Write(entry)
	}
}

// has says whether a tree of this size has the tile at all, and not a wider one in its place.
func (l *log) has(tile tlog.Tile) bool {
	hashes := int64(len(l.entries)) >> (8 * tile.L)
	return int64(tile.W) == min(256, hashes-tile.N<<8)
}

// The page builds the inclusion that Go builds, whatever the shape of the tree, from tiles alone.
func TestInclusion(t *testing.T) {
	t.Parallel()
	vectors, _ := readVectors(t)
	template := must(verify.Read(vectors[indexOf(t, vectors, "valid")].Input.Base64))
	logs := map[string]*log{}
	type question struct{ Log, Proof, Want string }
	var questions []question
	for _, size := range []int{1, 2, 13, 255, 256, 257, 700, 66000} {
		l := newLog(t, size)
		logs[fmt.Sprint(size)] = l
		for _, index := range []int{0, 1, 7, 255, 256, 511, 599, 699, 65535, 65536, 65999, size - 1} {
			if index >= size {
				continue
			}
			claim := signer.Registration{Index: uint64(index), Time: template.Time, Digest: template.Pledge.Digest(), Credential: template.CredentialAt}
			p := must(verify.NewProof(template.Pledge.Bytes(), claim, template.Registration))
			path := must(tlog.ProveRecord(int64(size), int64(index), l))
			full := p.WithInclusion(must(verify.ParseEntry(l.entries[index])).Prev, path, []byte(l.checkpoint())).Full()
			questions = append(questions, question{fmt.Sprint(size), p.QR(""), string(full)})
		}
	}
	address, mux := serve(t, map[string]any{"questions.json": questions})
	mux.HandleFunc("/ledger/{size}/{path...}", func(w http.ResponseWriter, r *http.Request) {
		logs[r.PathValue("size")].answer(w, r.PathValue("path"))
	})
	page := ways[0].open(t, address)
	var got []string
	page.Eval(`(async () => {
		const { inclusion } = await import("/verifier/tree.js")
		const { bytesOf } = await import("/signer/bytes.js")
		const files = []
		for (const { Log, Proof } of await load("questions.json")) {
			const get = async (path) => {
				const answer = await fetch("/ledger/" + Log + "/" + path)
				if (!answer.ok) throw new Error(path)
				return new Uint8Array(await answer.arrayBuffer())
			}
			files.push(new TextDecoder().decode(await inclusion(bytesOf(Proof), get)))
		}
		return files
	})()`, &got)
	if len(got) != len(questions) {
		t.Fatalf("%d proofs, want %d", len(got), len(questions))
	}
	for i, q := range questions {
		if got[i] != q.Want {
			t.Errorf("of %s entries: not the proof that Go makes:\n%s\nwant\n%s", q.Log, got[i], q.Want)
		}
	}
	for _, request := range page.Requests() {
		if strings.Contains(request, template.Pledge.Digest().String()) || strings.Contains(request, string(template.Code())) {
			t.Errorf("a question that names the certificate: %s", request)
		}
	}
}

func indexOf(t *testing.T, vectors []vector, name string) int {
	t.Helper()
	for i, v := range vectors {
		if v.Name == name {
			return i
		}
	}
	t.Fatalf("no vector %s", name)
	return 0
}

// The decoder of pictures in WebAssembly reads files and the pixels of a canvas.
func TestScanner(t *testing.T) {
	t.Parallel()
	text := "https://ikrar.contoh.example/#" + strings.Repeat("0123456789", 40)
	ours := must(qrcode.Encode(text, qrcode.Medium, 400))
	foreign := must(qrcode.Encode("https://contoh.example/", qrcode.Medium, 200))
	address, _ := serve(t, map[string]any{"pictures.json": [][]byte{ours, foreign, []byte("%PDF-1.7\n"), {0xff, 0xfd}}})
	var got struct {
		Files  []struct{ QR, Fault string }
		Pixels struct{ QR string }
	}
	ways[0].open(t, address).Eval(`(async () => {
		const scanner = await (await import("/verifier/wasm.js")).loadScanner()
		const pictures = (await load("pictures.json")).map(bytes)
		const bitmap = await createImageBitmap(new Blob([pictures[0]]))
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")
		context.drawImage(bitmap, 0, 0)
		const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
		return { Files: pictures.map((p) => scanner.find(p)), Pixels: scanner.pixels(data, bitmap.width, bitmap.height) }
	})()`, &got)
	if got.Files[0].QR != text || got.Pixels.QR != text {
		t.Errorf("read %q and %q", got.Files[0].QR, got.Pixels.QR)
	}
	for i, fault := range []string{"", "unread.foreign", "unread.damaged", "unread.unknown"} {
		if got.Files[i].Fault != fault {
			t.Errorf("picture %d: the fault is %q, want %q", i, got.Files[i].Fault, fault)
		}
	}
}
