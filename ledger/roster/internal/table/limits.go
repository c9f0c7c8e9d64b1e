package table

// Limits, each with its reason. Sizes are bytes.
const (
	// maxLine bounds what one line can make the CSV reader hold.
	maxLine = 64 << 10
	// bufferSize holds such a line with its end.
	bufferSize = maxLine + 2
	// maxCell is far over any cell of a roster; past it a quote was left open.
	maxCell = 1 << 10
	// maxBreaks is the line breaks allowed in one CSV cell before its quote counts as never closed.
	maxBreaks = 16
	// maxSample is the lines tried under each separator: HR's sheets begin with titles.
	maxSample = 20
	// maxZeros is the beginning in which zeros tell an encoding.
	maxZeros = 1 << 10
	// nipDigits are those of an NIP, the one cell that every row of a person has.
	nipDigits = 18

	// maxWorkbook is the .xlsx file itself, held in memory since a zip is read from its end.
	maxWorkbook = 64 << 20
	// maxSheetXML is a sheet, unpacked and streamed: over a million rows of a usual roster.
	maxSheetXML = 1 << 30
	// maxStringsXML is the table of shared strings, unpacked and held in memory.
	maxStringsXML = 64 << 20
	// maxPartXML is any other part, unpacked: names of sheets and where they lie.
	maxPartXML = 1 << 20
	// maxStylesXML is the formats, of which old workbooks have tens of thousands.
	maxStylesXML = 64 << 20
	// maxFormats bounds them by count; Excel itself has 65,490.
	maxFormats = 1 << 16
	// maxMerges bounds the merged ranges, held in memory: several for each of a province's people.
	maxMerges = 1 << 17
	// tagLength is the longest end tag of a sheet's rows, prefix and blanks included.
	tagLength = 256
	// lastDay is that of the calendar of spreadsheets, 9999-12-31.
	lastDay = 2_958_466
	// maxStrings bounds the same table by count, since an empty string costs 16 bytes of memory and
	// 5 of file.
	maxStrings = 10_000_000
	// maxToken is the XML read without completing one token, since the decoder holds a token whole.
	maxToken = 1 << 20
	// maxDepth is the nesting of elements: a sheet's data nest seven deep, and the decoder keeps
	// all that are open.
	maxDepth = 64
	// maxColumns is the columns that are told apart (to IV, all that .xls had): a row is as long in
	// memory as its last cell with a value is far. What stands further right counts as one more
	// column, without a name.
	maxColumns = 256
	// excelColumns is the width of an Excel sheet (column XFD).
	excelColumns = 16384

	// The work of a workbook is counted in bytes of its unpacked XML, and tokenWork more for each
	// token of it, fillWork for each cell that repeats a merged one: about 15 ns each. Packed,
	// empty rows and cells take next to nothing, so that a megabyte of them was a minute's work. A
	// workbook may take fixedWork, and workPerByte for each byte of its file: three times what a
	// full sheet takes, whose values pack badly. Of that, maxIdleWork may go into what holds no
	// value, however large the file: a million empty rows fit, and a million cells of formats, but
	// not a sheet formatted to its last row.
	tokenWork   = 16
	fillWork    = 2
	fixedWork   = 48 << 20
	workPerByte = 32
	maxIdleWork = 64 << 20
)
