package verify

// PrintMark begins a PDF of many certificates that was made for a printer: its header, with a comment in the third line
// that tells programs what the file's title tells people, that it is nobody's certificate. It excuses nothing: a file that
// begins so is never valid, and whoever puts the mark into another wins no more than that.
const PrintMark = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%ikrar-print\n"
