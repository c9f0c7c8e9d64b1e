package importing

import (
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"

	"ikrar/signer/files"
)

// A file of HR's comes again each month from the same program, so that columns which were chosen
// by hand are remembered in the home, for the next file with the same header. There is no person in
// it: a header by its digest, and fields with letters.
const columnsFile, maxRemembered, maxColumnsFile = "columns.json", 100, 1 << 20

type rememberedColumns struct {
	Header  string   `json:"header"` // SHA-256 of its words, in hexadecimal
	Columns []string `json:"columns"`
}

// rememberedColumnsOf are the columns that were chosen for a header, as [roster.ParseColumns] takes
// them; none where nobody did. A file that cannot be read remembers nothing: to choose once more is
// all that is lost.
func rememberedColumnsOf(dir string, header [32]byte) []string {
	for _, r := range remembered(dir) {
		if r.Header == hex.EncodeToString(header[:]) {
			return r.Columns
		}
	}
	return nil
}

func remembered(dir string) (all []rememberedColumns) {
	text, err := files.ReadBounded(filepath.Join(dir, columnsFile), maxColumnsFile)
	if err != nil || json.Unmarshal(text, &all) != nil {
		return nil
	}
	return all
}

// rememberColumns keeps them, or forgets the header where there are none.
func rememberColumns(dir string, header [32]byte, columns []string) error {
	key := hex.EncodeToString(header[:])
	before := remembered(dir)
	all := slices.DeleteFunc(slices.Clone(before), func(r rememberedColumns) bool { return r.Header == key })
	if len(columns) > 0 {
		all = append(all, rememberedColumns{key, columns})
	} else if len(all) == len(before) {
		return nil
	}
	all = all[max(0, len(all)-maxRemembered):]
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return files.Replace(filepath.Join(dir, columnsFile), append(text, '\n'), files.Private)
}
