package sandbox

import (
	"encoding/binary"
	"math/rand/v2"
)

// newSeeds spreads a seed over the three words of Math.random's generator.
func newSeeds(seed uint64) [3]int32 {
	r := rand.New(rand.NewPCG(seed, 0x736b796c6162)) // "skylab"
	return [3]int32{int32(r.Uint32()), int32(r.Uint32()), int32(r.Uint32())}
}

// newRandom is the source of the crypto module, apart from Math.random's.
func newRandom(seed uint64) *rand.ChaCha8 {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	return rand.NewChaCha8(key)
}

// hostRandom fills an ArrayBuffer's range with random bytes.
func hostRandom(v *VM, a args) value {
	b := a.bytes(0)
	v.q.meter.charge(int64(len(b)))
	v.random.Read(b)
	return undefined
}
