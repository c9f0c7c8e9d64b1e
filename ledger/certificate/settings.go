package certificate

// DefaultPrimary and DefaultAccent are the colors of a Document that names none.
const (
	DefaultPrimary = "#0F3E4D"
	DefaultAccent  = "#9E7730"
)

// CheckPrimary and CheckAccent say whether HR may set a color, before anybody's
// certificate is drawn in it: a *FieldError of ErrColor or ErrTooLight.
func CheckPrimary(text string) error { return checkSet("Primary", text, leastTextContrast) }

// CheckAccent is the same for lines and ornaments, which may be lighter.
func CheckAccent(text string) error { return checkSet("Accent", text, leastLineContrast) }

func checkSet(field, text string, least float64) error {
	if text == "" {
		return &FieldError{field, ErrColor}
	}
	_, err := readColor(field, text, color{}, least)
	return err
}
