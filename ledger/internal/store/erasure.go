package store

import (
	"bytes"
)

func (e ErasedState) CampaignID() []byte { return bytes.TrimRight(e.Campaign[:], "\x00") }
