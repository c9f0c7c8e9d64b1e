package ledger

const (
	maxBatch      = 1024     // statements a transaction, under Badger's limit of a transaction with room to spare
	maxBatchBytes = 1 << 20  // of statements, for the same reason
	openReserve   = 16 << 20 // bytes that opening needs: Badger begins files, although it records nothing yet
)
