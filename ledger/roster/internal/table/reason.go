package table

// Reason says why a line or a file cannot be read. Its string value is a stable code for a
// catalogue of sentences; Error gives the English one.
type Reason string

const (
	lineLong  Reason = "line-long"
	lineQuote Reason = "line-quote"

	fileOld        Reason = "file-old"
	fileHTML       Reason = "file-html"
	fileNoWorkbook Reason = "file-no-workbook"
	fileDamaged    Reason = "file-damaged"
	fileLarge      Reason = "file-large"
	fileEmptyRows  Reason = "file-empty-rows"
	filePacked     Reason = "file-packed"
)

var wordings = map[Reason]string{
	lineLong:  "longer than 64 KiB",
	lineQuote: "a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice",

	fileOld:        "an old .xls file, or a workbook with a password; save it as .xlsx without a password, or as CSV",
	fileHTML:       "a web page under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx or CSV",
	fileNoWorkbook: "not an .xlsx workbook; save it as .xlsx or CSV",
	fileDamaged:    "damaged; open it in a spreadsheet program and save it again",
	fileLarge:      "too large for a workbook; save it as CSV",
	filePacked:     "the same texts stand in it over and over, far more than a roster of its size holds; save it as CSV",
	fileEmptyRows:  "nearly all of it is empty rows, cells or formats; delete the empty rows and columns beside the data and save it anew, or save it as CSV",
}

func (r Reason) Error() string {
	if w, ok := wordings[r]; ok {
		return w
	}
	return string(r)
}

// FileError ends the reading of a file.
type FileError struct {
	Reason Reason
	Err    error // the cause below, or nil
}

func (e *FileError) Error() string {
	if e.Err == nil {
		return e.Reason.Error()
	}
	return e.Reason.Error() + ": " + e.Err.Error()
}

func (e *FileError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}
