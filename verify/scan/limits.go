package scan

// Every limit of the package, each with its reason.
const (
	maxFile  = 64 << 20  // bytes of a PDF or a picture: a scan of many pages at 600 dpi still fits
	maxText  = 1 << 20   // bytes of pasted text: a message with its whole history
	maxProof = 256 << 10 // bytes of a *.tlog-proof: four times what package verify reads, so that verify names the fault

	maxPixels  = 64 << 20  // of one picture: more than any scanner's page, and than most telephones' cameras
	maxDecoded = 320 << 20 // bytes that one picture may take in memory while it is decoded

	maxProofs    = 16       // of one PDF that are told apart
	maxObjects   = 100_000  // of a PDF: a certificate has dozens, a book tens of thousands
	maxStreams   = 20_000   // of them: each may cost a buffer of inflating before it shows that it is no proof
	maxBroken    = 1000     // PDF dictionaries that lead nowhere: what follows is no PDF
	maxDict      = 64 << 10 // bytes of one PDF dictionary
	maxDepth     = 64       // of nested PDF arrays and dictionaries
	maxPageScans = 16       // pictures of one PDF that are searched, and
	maxScanArea  = maxPixels

	minDigits    = 100     // of a proof: far more than a NIP, a telephone or an account number, far fewer than three signatures
	maxQRText    = 8 << 10 // bytes: a QR code holds 7,089 digits at most (ISO/IEC 18004 table 7)
	maxPiece     = 400     // digits of one line of a proof that was broken into lines; three signatures alone take 459 digits
	maxTypedCode = 64      // characters: twelve, with room for spaces
	codeLength   = 12      // 60 bits in Crockford's base32
)
