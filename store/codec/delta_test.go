package codec

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
			set := func() SlotSet {
				s := SlotSet(bitset.New(accounts))
				for slot := range accounts {
					if random.Float64() < share {
						s.Add(uint32(slot))
					}
				}
				return s
			}
			want := Delta{
				Accounts: set(), Contacts: set(), Events: set(),
				Before: Sizes{Accounts: uint32(accounts / 2), Events: 7, Attributes: [2]uint32{300, 2}},
			}
			packed := want.Encode(nil)
			got, err := DecodeDelta(packed, accounts)
			if err != nil {
				t.Fatalf("%d accounts, %v of them: %v", accounts, share, err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(Delta{}, Sizes{})); diff != "" {
				t.Fatalf("%d accounts, %v of them (-want +got):\n%s", accounts, share, diff)
			}
			if most := 3*(accounts/8+16) + 20; len(packed) > most {
				t.Errorf("%d accounts, %v of them: %d bytes, want %d at most", accounts, share, len(packed), most)
			}
			for cut := range len(packed) {
				if _, err := DecodeDelta(packed[:cut], accounts); err == nil {
					t.Fatalf("%d accounts, %v of them: no error for %d of %d bytes", accounts, share, cut, len(packed))
				}
			}
		}
	}
}

func TestDamagedDeltaIsNoticed(t *testing.T) {
	t.Parallel()
	good := Delta{Before: Sizes{Accounts: 10}}
	good.Accounts.Add(99)
	packed := good.Encode(nil)
	if _, err := DecodeDelta(packed, 100); err != nil {
		t.Fatal(err)
	}
	if _, err := DecodeDelta(packed, 99); err == nil {
		t.Error("a slot that is no account was taken")
	}
	random := rand.New(rand.NewPCG(4, 4))
	for range 2000 { // whatever it says, it must not panic or touch what is not there
		damaged := append([]byte{}, packed...)
		damaged[random.IntN(len(damaged))] = byte(random.IntN(256))
		got, err := DecodeDelta(damaged, 100)
		if err != nil {
			continue
		}
		for _, set := range []SlotSet{got.Accounts, got.Contacts, got.Events} {
			if len(set) != 2 || set[1]>>36 != 0 {
				t.Fatalf("% x is read as %v", damaged, got)
			}
		}
	}
}
