package store

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/bitset"
)

func TestDeltaIsReadAsWritten(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 3))
	for _, accounts := range []int{0, 1, 63, 64, 65, 1000, 5000} {
		for _, share := range []float64{0, 0.001, 0.05, 0.5, 0.99, 1} {
			set := func() slotSet {
				s := slotSet(bitset.NewBits(accounts))
				for slot := range accounts {
					if random.Float64() < share {
						s.add(uint32(slot))
					}
				}
				return s
			}
			want := delta{
				accounts: set(), contacts: set(), events: set(),
				before: sizes{accounts: uint32(accounts / 2), events: 7, attributes: [2]uint32{300, 2}},
			}
			packed := want.encode(nil)
			got, err := decodeDelta(packed, accounts)
			if err != nil {
				t.Fatalf("%d accounts, %v of them: %v", accounts, share, err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(delta{}, sizes{})); diff != "" {
				t.Fatalf("%d accounts, %v of them (-want +got):\n%s", accounts, share, diff)
			}
			if most := 3*(accounts/8+16) + 20; len(packed) > most {
				t.Errorf("%d accounts, %v of them: %d bytes, want %d at most", accounts, share, len(packed), most)
			}
			for cut := range len(packed) {
				if _, err := decodeDelta(packed[:cut], accounts); err == nil {
					t.Fatalf("%d accounts, %v of them: no error for %d of %d bytes", accounts, share, cut, len(packed))
				}
			}
		}
	}
}

func TestDamagedDeltaIsNoticed(t *testing.T) {
	t.Parallel()
	good := delta{before: sizes{accounts: 10}}
	good.accounts.add(99)
	packed := good.encode(nil)
	if _, err := decodeDelta(packed, 100); err != nil {
		t.Fatal(err)
	}
	if _, err := decodeDelta(packed, 99); err == nil {
		t.Error("a slot that is no account was taken")
	}
	random := rand.New(rand.NewPCG(4, 4))
	for range 2000 { // whatever it says, it must not panic or touch what is not there
		damaged := append([]byte{}, packed...)
		damaged[random.IntN(len(damaged))] = byte(random.IntN(256))
		got, err := decodeDelta(damaged, 100)
		if err != nil {
			continue
		}
		for _, set := range []slotSet{got.accounts, got.contacts, got.events} {
			if len(set) != 2 || set[1]>>36 != 0 {
				t.Fatalf("% x is read as %v", damaged, got)
			}
		}
	}
}
