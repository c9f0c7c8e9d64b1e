package scan

// Every limit of the package, each with its reason.
const (
	maxFile   = 64 << 20  // bytes of a PDF or a picture: a scan of many pages at 600 dpi still fits
	maxBefore = 64 << 10  // bytes before a PDF: the headers of a message, with the signatures of all servers on its way
	maxText   = 1 << 20   // bytes of pasted text: a message with its whole history
	maxProof  = 256 << 10 // bytes of a *.tlog-proof: four times what package verify reads, so that verify names the fault

	maxProofs = 16 // of one PDF that are told apart
	maxInner  = 16 // PDFs attached to one that are looked into

	maxGlances = 1 << 30   // pixels of all pictures of a file at a glance, weighed by work: 60 pages at 300 dpi
	maxWork    = 600 << 20 // pixels that are looked into where that shows nothing: 35 such pages, half a second each
	wholePage  = 1400      // pixels of the longer side, below which a whole page cannot carry our code

	minDigits  = 100     // of a proof: far more than a NIP, a telephone or an account number, far fewer than three signatures
	maxQRText  = 8 << 10 // bytes: a QR code holds 7,089 digits at most (ISO/IEC 18004 table 7)
	maxPiece   = 400     // digits of one line of a proof that was broken into lines; three signatures alone take 459 digits
	maxTyped   = 64      // characters of a typed code: twelve, with room for blanks and a word before it
	maxWrapped = 4       // ways of writing a character, one within another: nobody has seen three
	maxTried   = 64      // beginnings of a proof in one text: work stays in step with its length
	maxItem    = 1 << 20 // bytes of a string, items of an array: far more than a proof has
	codeLength = 12      // 60 bits in Crockford's base32
)
