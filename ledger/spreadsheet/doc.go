// Package spreadsheet is what leaves here for spreadsheet programs: CSV in which nothing runs, and
// names of sheets that Excel takes. Package workbook writes XLSX.
//
// A spreadsheet program takes a cell of a CSV file that begins with = + - @ for a formula, and a
// formula can fetch an address or start a program. Which character parts the cells is up to the
// reader's language, not to us: under a comma in Jakarta what lies behind a semicolon is a cell of
// its own. So [Inert] puts an apostrophe before such a beginning wherever any reader could see one,
// which also says so to whoever looks: '=1+1. [Plain] takes it away again, where a roster is read
// back.
package spreadsheet
