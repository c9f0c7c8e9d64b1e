package table

// Reason says why a line or a file cannot be read. Its string value is a stable code for a
// catalogue of sentences; Error gives the English one.
type Reason string

const (
	lineLong     Reason = "line-long"
	lineQuote    Reason = "line-quote"
	lineEncoding Reason = "line-encoding"

	fileEmpty      Reason = "file-empty"
	fileOld        Reason = "file-old"
	filePassword   Reason = "file-password"
	fileXLSB       Reason = "file-xlsb"
	fileODS        Reason = "file-ods"
	fileNumbers    Reason = "file-numbers"
	fileHTML       Reason = "file-html"
	fileMHTML      Reason = "file-mhtml"
	fileXML        Reason = "file-xml"
	filePDF        Reason = "file-pdf"
	fileDocument   Reason = "file-document"
	fileImage      Reason = "file-image"
	fileArchive    Reason = "file-archive"
	fileJSON       Reason = "file-json"
	fileCard       Reason = "file-card"
	fileDatabase   Reason = "file-database"
	fileNoWorkbook Reason = "file-no-workbook"
	fileDamaged    Reason = "file-damaged"
	fileLarge      Reason = "file-large"
	fileEmptyRows  Reason = "file-empty-rows"
	filePacked     Reason = "file-packed"
)

var wordings = map[Reason]string{
	lineLong:     "longer than 64 KiB",
	lineQuote:    "a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice",
	lineEncoding: "its letters beyond A to Z can be read in more than one way; save the file as .xlsx, or as CSV UTF-8",

	fileEmpty:      "empty; is it the right file, and was it copied whole?",
	fileOld:        "an old .xls file; open it in a spreadsheet program and save it as .xlsx",
	filePassword:   "a workbook with a password; open it, take the password away and save it as .xlsx",
	fileXLSB:       "a binary workbook (.xlsb); open it in Excel and save it as .xlsx",
	fileODS:        "an OpenDocument spreadsheet (.ods); open it in LibreOffice and save it as .xlsx",
	fileNumbers:    "a Numbers document; export it from Numbers as Excel (.xlsx)",
	fileHTML:       "a web page under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx or CSV",
	fileMHTML:      "a web archive or an e-mail under the name of a spreadsheet; open it in Excel and save it as .xlsx",
	fileXML:        "XML and no table of cells; open it in a spreadsheet program and save it as .xlsx",
	filePDF:        "a PDF document; ask for the spreadsheet that it was made from",
	fileDocument:   "a text document or slides; copy the table into a spreadsheet and save it as .xlsx",
	fileImage:      "a picture; ask for the spreadsheet itself",
	fileArchive:    "a packed file; unpack it and give the spreadsheet in it",
	fileJSON:       "JSON, the data of a program; ask for the same as .xlsx or CSV",
	fileCard:       "contacts or a calendar; ask for the list as .xlsx or CSV",
	fileDatabase:   "a database or a dump of one; ask for the table of people as .xlsx or CSV",
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
