package certificate

// Every limit of the package, with its reason.
const (
	// maxText is what the ledger admits for a printed name; the layout is
	// tested with every text at this length.
	maxText = 200

	// maxHost is the longest name of the DNS (RFC 1035 section 2.3.4) and a port.
	maxHost = 260

	// maxSpecimen is a word: across the page a sentence would be too small to warn anybody.
	maxSpecimen = 20

	// maxValues keeps the line of values a line: names of values are words.
	maxValues = 200

	// maxProof keeps a certificate mailable. A full proof of a ledger of
	// 2^40 entries with a dozen cosignatures stays under 8 KiB.
	maxProof = 64 << 10

	// maxVersion is the largest QR code for which the rest still has room:
	// (129+8) modules of 0.45 mm are 61.7 mm, near a third of the page.
	maxVersion = 28

	// Colors: what WCAG 2.2 asks of text (1.4.3) and of graphics (1.4.11).
	leastTextContrast, leastLineContrast = 4.5, 3.0

	// An emblem as HR may give it, and what it may cost each certificate: a
	// detailed coat of arms at 300 dots per inch would be 30 KB.
	maxPicture = 4 << 20
	maxPixels  = 4096
	maxPath    = 32 << 10
	maxEmblem  = 5 << 10
)
