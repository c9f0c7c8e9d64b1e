// Package svg reads the one kind of SVG drawing that an emblem may be, filled paths, and turns a
// path into the operators of a PDF page.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// plain are the elements of an SVG that show nothing of their own, so that leaving them out changes
// no picture.
var plain = map[string]bool{"svg": true, "g": true, "title": true, "desc": true, "metadata": true, "path": true}

// Read returns the paths of a drawing as one, and its view box. Whatever else would be seen is
// refused: a part of an emblem is not the emblem.
func Read(file []byte) (path string, box [4]float64, err error) {
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
