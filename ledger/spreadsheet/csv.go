package spreadsheet

import (
	"encoding/csv"
	"strconv"
	"time"
)

// BOM goes before a CSV file that Excel is to open: without it, Excel takes UTF-8 for Windows-1252.
const BOM = "\ufeff"

// WriteRows writes rows, and flushes. A cell is a string, which is made [Inert], or a number, which
// is written as one: an int, a uint64, or a float64 with two places, or a time.Time, to the minute.
func WriteRows(c *csv.Writer, rows [][]any) error {
	for _, row := range rows {
		var fields []string
		for _, v := range row {
			fields = append(fields, Cell(v))
		}
		if err := c.Write(fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// Cell is a cell as it is written in CSV.
func Cell(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case time.Time:
		return v.Format("2006-01-02 15:04")
	case string:
		return Inert(v)
	}
	return ""
}
