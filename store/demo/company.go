package demo

import (
	"strconv"
	"strings"
)

// company is the made-up name of an account, with the id and domain made from it.
type company struct{ id, name, domain string }

// The words of company names. They are chosen so that no real company has such a
// name.
var (
	nameAdjectives = strings.Fields(`Absent Amber Attic Backward Bashful Borrowed Brisk Buttoned Candid Careful Clockwork
		Copper Courteous Crooked Curious Dapper Daydream Distant Drowsy Eleventh Enamel Errant Folded Forgetful Gentle
		Gingham Hasty Hidden Humble Ivory Jolly Knitted Leisurely Linen Lopsided Lucid Marbled Midnight Mild Misty
		Modest Musical Nimble Paper Patient Plaid Polite Porcelain Punctual Quiet Quilted Restless Roving Rustling
		Seventh Sideways Sleepy Speckled Spare Striped Sunday Tidy Tilted Twelfth Upstairs Velvet Wandering Whispering`)
	nameNouns = strings.Fields(`Abacus Acorn Almanac Badger Bagpipe Balcony Barometer Beetle Biscuit Bookend Bramble
		Button Cactus Candle Cartwheel Chestnut Compass Cricket Cushion Daffodil Dumpling Dustpan Easel Fiddle Gondola
		Hammock Hedgehog Heron Kazoo Kettle Ladder Ladle Lantern Lighthouse Magpie Mandolin Marmot Mitten Moth
		Muffin Newt Noodle Otter Pancake Parasol Peacoat Pebble Pelican Pickle Pinecone Puffin Pumpkin Quince Radish
		Rowboat Saddle Sandcastle Seahorse Spoon Sundial Teapot Thimble Thistle Trombone Turnip Umbrella Walnut Walrus
		Waffle Yak`)
)

// industries are the industries of the accounts, with the last words of their company
// names. An empty one is for names without.
var industries = []struct {
	name   string
	weight int
	ends   []string
}{
	{"Retail", 20, []string{"", "Goods", "Store", "& Daughters", "Mercantile"}},
	{"E-commerce", 18, []string{"", "Direct", "Box", "Supply", "Online"}},
	{"Software", 17, []string{"", "Labs", "Software", "Systems", "Cloud"}},
	{"Agency", 13, []string{"", "Studio", "& Co", "Creative", "Partners"}},
	{"Media", 9, []string{"", "Press", "Radio", "Weekly", "Pictures"}},
	{"Education", 8, []string{"Academy", "School", "Courses"}},
	{"Travel", 6, []string{"", "Tours", "Holidays", "Inn"}},
	{"Nonprofit", 5, []string{"Trust", "Society", "Fund"}},
	{"Manufacturing", 5, []string{"Works", "Foundry", "& Sons"}},
	{"Health", 4, []string{"Clinic", "Care", "Dental"}},
}

var industryWeights = func() []int {
	weights := make([]int, len(industries))
	for i, in := range industries {
		weights[i] = in.weight
	}
	return weights
}()

// nameCompany is the n-th company. The companies of one seed have different names, up
// to the number of pairs of words. After that names repeat with numbered domains.
func nameCompany(d random, seed uint64, n, industry int) company {
	pairs := len(nameAdjectives) * len(nameNouns)
	// Multiplying with a number that is coprime to pairs visits every pair once a round.
	at := (uint64(n)*nameStride + mix(seed)%uint64(pairs)) % uint64(pairs)
	adjective, noun := nameAdjectives[at%uint64(len(nameAdjectives))], nameNouns[at/uint64(len(nameAdjectives))]
	name, id := adjective+" "+noun, strings.ToLower(adjective+"-"+noun)
	if end := choose(d, industries[industry].ends); end != "" {
		name += " " + end
	}
	domain := strings.ReplaceAll(id, "-", "")
	if round := n / pairs; round > 0 {
		domain += strconv.Itoa(round + 1)
	}
	return company{id: id, name: name, domain: domain + choose(d, domainSuffixes)}
}

// nameStride is a prime that is greater than the length of either list of words.
const nameStride = 2_654_435_761

// domainSuffixes are top-level domains that are reserved, so that nobody has them.
var domainSuffixes = []string{".example", ".example", ".example", ".test"}

// unusualCompanies are names of a kind that real data has and made-up data lacks,
// with the country of the account. An empty country is any.
var unusualCompanies = []struct{ id, name, domain, country string }{
	{"kakuu-yaoya", "架空青果店", "kakuu-yaoya.example", "JP"},
	{"kakuu-hoshi", "架空星空デザイン合同会社", "kakuu-hoshi.example", "JP"},
	{"gasang-deungdae", "가상의 등대 스튜디오", "gasang-deungdae.test", "KR"},
	{"xugou-chaguan", "虚构茶馆", "xugou-chaguan.example", "AU"},
	{"cafe-ueberraschung", "Café Überraschung", "cafe-ueberraschung.example", "DE"},
	{"zolty-parasol", "Żółty Parasol Łódź", "zolty-parasol.example", "PL"},
	{"soerens-opdigtede-broed", "Sørens Opdigtede Brød", "soerens-broed.test", "SE"},
	{"senor-tornillo", "Señor Tornillo y Compañía", "senor-tornillo.example", "ES"},
	{"tres-petit-phare", "Le Très Petit Phare", "tres-petit-phare.example", "FR"},
	{"fantastiko-psomi", "Το Φανταστικό Ψωμί", "fantastiko-psomi.test", ""},
	{
		"patient-umbrella-repairs", "The Extraordinarily Patient Company for the Repair, Restoration and Occasional" +
			" Invention of Umbrellas, Parasols and Related Weather Instruments", "umbrella-repairs.example", "UK",
	},
	{"moosflug", "Moosflugkapitänsmützenfederschmuckbürstenfabrikantenvereinigung", "moosflug.test", "DE"},
	{"almost-pickles", `"Almost" Pickles, Ltd`, "almost-pickles.example", "UK"},
	{"x", "X", "x.example", ""},
	{"no-name-given", "", "no-name-given.example", ""},
	{"nameless-trial", "", "nameless-trial.test", ""},
}
