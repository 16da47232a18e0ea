package sim

import (
	"hash/fnv"
	"math/rand/v2"
)

// streams are split by purpose, so that a new draw in one service does not
// move the fortunes of another.
type streams map[string]*stream

type stream struct {
	*rand.Rand
	pcg *rand.PCG
}

// Stream is the world's randomness for one purpose, such as "lambda.init".
// The same seed and name give the same numbers in every world.
func (k *Kernel) Stream(purpose string) *rand.Rand {
	s, ok := k.streams[purpose]
	if !ok {
		h := fnv.New64a()
		h.Write([]byte(purpose))
		pcg := rand.NewPCG(k.seed, h.Sum64())
		s = &stream{rand.New(pcg), pcg}
		k.streams[purpose] = s
	}
	return s.Rand
}
