package aws_test

import (
	"encoding/hex"
	"testing"

	"skylab/engine/aws"
)

// The check values that the algorithms' catalogues give for "123456789".
func TestChecksums(t *testing.T) {
	known := map[string]string{
		"CRC32": "cbf43926", "CRC32C": "e3069283", "CRC64NVME": "ae8b14860a799888",
		"SHA1":   "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
		"SHA256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
	}
	for _, name := range aws.ChecksumAlgorithms {
		if got := hex.EncodeToString(aws.Checksum(name, []byte("123456789"))); got != known[name] {
			t.Errorf("%s is %s, want %s", name, got, known[name])
		}
	}
	if len(known) != len(aws.ChecksumAlgorithms) || aws.Checksum("CRC16", nil) != nil {
		t.Error("an algorithm more or less than is known")
	}
}
