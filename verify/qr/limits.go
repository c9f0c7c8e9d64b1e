package qr

// MinSide is the fewest pixels that a side of a QR code can have: the smallest has 21 modules.
const MinSide = 21

// Every other limit of the package, each with its reason.
const (
	maxCentres = 64      // finder patterns of a picture that are combined into squares; 3 belong to each QR code
	maxSeen    = 1000    // finder patterns that a picture may seem to have before the search stops, and
	maxHits    = 100_000 // how often: noise and stripes have them everywhere
	maxSquares = 24      // combinations of three finder patterns that are tried
	maxUnbent  = 6       // times that a picture's paper is taken for crumpled, which costs a tenth of a second each
)
