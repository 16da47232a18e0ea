package aws

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"hash/crc64"
)

// ChecksumAlgorithms are the names of the checksums that Checksum knows.
var ChecksumAlgorithms = []string{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"}

// Checksum is the checksum of data by the algorithm of that name, nil where the
// algorithm is not known. The bytes of a CRC are in big-endian order.
func Checksum(algorithm string, data []byte) []byte {
	switch algorithm {
	case "CRC32":
		return binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(data))
	case "CRC32C":
		return binary.BigEndian.AppendUint32(nil, crc32.Checksum(data, castagnoli))
	case "CRC64NVME":
		return binary.BigEndian.AppendUint64(nil, crc64.Checksum(data, nvme))
	case "SHA1":
		sum := sha1.Sum(data)
		return sum[:]
	case "SHA256":
		sum := sha256.Sum256(data)
		return sum[:]
	}
	return nil
}

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	// nvme is the table of CRC-64/NVME; the polynomial is in the reversed form
	// that hash/crc64 takes.
	nvme = crc64.MakeTable(0x9a6c9329ac4bc9b5)
)
