package roster

// Limits, each with its reason. Sizes are bytes.
const (
	// maxRows is the design's bound on a roster: twice the Indonesian civil service.
	maxRows = 10_000_000
	// maxCell is far over any cell of a roster; past it a quote was left open.
	maxCell = 1 << 10
	// maxField is the longest name, position or unit a credential has room for.
	maxField = 200
	// maxPreamble is the lines searched for the header: HR's sheets begin with titles.
	maxPreamble = 20
	// maxRefused ends a plan: a file with so many bad lines is the wrong file.
	maxRefused = 100_000
	// maxWords bounds the table of repeated words (units, ranks, positions) shared between people.
	maxWords = 1 << 16
	// maxHeadings is the rows looked at below a unit's name for the people in it.
	maxHeadings = 4
	// maxWidth is more cells than any row has.
	maxWidth = 1 << 15
	// surveyRows, surveyWidth and surveyValues are what a person looks at to know a column: rows,
	// columns, and the values in one.
	surveyRows, surveyWidth, surveyValues = 20, 200, 3
	// maxShown is the characters of a refused value kept for its message.
	maxShown = 60
	// erasedRounds is what a guess at an erased number costs: a tenth of a second, so that to try
	// all there can be takes a processor years.
	erasedRounds = 600_000
	// maxSubjectTries is the draws for an unused subject; with a working random source one is
	// enough.
	maxSubjectTries = 8
)
