package issue

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
)

// MaxEmblem bounds an emblem's file, in bytes: it is kept in the ledger's drawer, and so in every backup.
const MaxEmblem = 1 << 20

// ParseEmblem reads an emblem's file: a PNG picture, or an SVG drawing of nothing but paths, which are filled in the
// primary color. Errors wrap [ErrEmblem].
func ParseEmblem(file []byte) (*certificate.Emblem, error) {
	if len(file) > MaxEmblem {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrEmblem, MaxEmblem)
	}
	if bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")) {
		return certificate.PNGEmblem(file)
	}
	path, box, err := readSVG(file)
	if err != nil {
		return nil, fmt.Errorf("%w: neither PNG nor SVG of paths: %w", ErrEmblem, err)
	}
	return certificate.PathEmblem(path, box)
}

// plain are the elements of an SVG that show nothing of their own, so that leaving them out changes no picture.
var plain = map[string]bool{"svg": true, "g": true, "title": true, "desc": true, "metadata": true, "path": true}

// readSVG returns the paths of a drawing as one, and its view box. Whatever else would be seen is refused: a part of an
// emblem is not the emblem.
func readSVG(file []byte) (path string, box [4]float64, err error) {
	decoder := xml.NewDecoder(bytes.NewReader(file))
	var all []string
	metadata := false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", box, err
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "metadata" {
			metadata = false
		}
		element, ok := token.(xml.StartElement)
		if !ok || metadata {
			continue
		}
		if !plain[element.Name.Local] {
			return "", box, fmt.Errorf("it has a <%s>", element.Name.Local)
		}
		metadata = element.Name.Local == "metadata"
		for _, a := range element.Attr {
			switch {
			case a.Name.Local == "transform":
				return "", box, errors.New("it has a transform")
			case element.Name.Local == "path" && a.Name.Local == "d":
				all = append(all, a.Value)
			case element.Name.Local == "svg" && a.Name.Local == "viewBox":
				if box, err = readBox(a.Value); err != nil {
					return "", box, err
				}
			}
		}
	}
	if len(all) == 0 || box[2] == 0 {
		return "", box, errors.New("it has no path or no viewBox")
	}
	return strings.Join(all, " "), box, nil
}

func readBox(text string) (box [4]float64, err error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r <= ' ' })
	if len(parts) != len(box) {
		return box, fmt.Errorf("viewBox %q is not four numbers", text)
	}
	for i, part := range parts {
		if box[i], err = strconv.ParseFloat(part, 64); err != nil {
			return box, err
		}
	}
	return box, nil
}

// emblems are those of the plans: files in the drawer by their digest, each read once in a run.
type emblems struct {
	drawer ledger.Drawer
	mutex  sync.Mutex
	read   map[signer.Digest]*certificate.Emblem
}

func emblemKey(d signer.Digest) []byte { return append([]byte("emblem/"), d[:]...) }

// keep puts an emblem's file into the drawer unless it is there, and returns its digest; of none, zero.
func (e *emblems) keep(file []byte) (signer.Digest, error) {
	if len(file) == 0 {
		return signer.Digest{}, nil
	}
	if _, err := ParseEmblem(file); err != nil {
		return signer.Digest{}, err
	}
	digest := signer.DigestOf(file)
	there, err := e.drawer.Get(emblemKey(digest))
	if err == nil && there == nil {
		err = e.drawer.Write([]change{{emblemKey(digest), file}})
	}
	return digest, err
}

// get returns the emblem of a plan.
func (e *emblems) get(digest signer.Digest) (*certificate.Emblem, error) {
	if digest == (signer.Digest{}) {
		return nil, nil
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if emblem := e.read[digest]; emblem != nil {
		return emblem, nil
	}
	file, err := e.drawer.Get(emblemKey(digest))
	if err == nil && signer.DigestOf(file) != digest {
		err = fmt.Errorf("%w %v is not kept here", ErrEmblem, digest)
	}
	if err != nil {
		return nil, err
	}
	emblem, err := ParseEmblem(file)
	if err != nil {
		return nil, err
	}
	if e.read == nil {
		e.read = map[signer.Digest]*certificate.Emblem{}
	}
	e.read[digest] = emblem
	return emblem, nil
}
