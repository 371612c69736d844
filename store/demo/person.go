package demo

import (
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// person is somebody who works at an account.
type person struct {
	id, name, email, department, title string
}

// firstNames are names with how they are spelled in an e-mail address.
var firstNames = func() [][2]string {
	words := strings.Fields(`Ada Adam Aiko Aisha Alma Amir Ana Anton Arjun Astrid Bea Ben Björn:bjoern Bruno Carla Caro
		Chloé:chloe Clara Dana Daniel Diego Elena Elias Emeka Emil Emma Eva Farah Felix Fiona Freya Gabriel Grace
		Hana Hugo Ida Ines Ingrid Ivan Jakub Jana Jin Joana José:jose Jonas Julia Kai Karim Kofi Lars Laila Lena Leo
		Lin Lucas Łucja:lucja Mara Marco Mateo Maya Mei Mia Milan Mina Nadia Nils Nina Noah Noor Olga Omar Oscar
		Øyvind:oyvind Paula Pavel Pia Priya Rafa Ravi Rosa Ruth Sam Sara Selim Sofia Sven Tara Theo Tomás:tomas Uma
		Vera Viktor Wanda Wei Yara Yuki Yusuf Zoë:zoe`)
	names := make([][2]string, len(words))
	for i, w := range words {
		name, local, spelled := strings.Cut(w, ":")
		if !spelled {
			local = strings.ToLower(name)
		}
		names[i] = [2]string{name, local}
	}
	return names
}()

// Family names are put together from two halves.
var (
	familyStarts = strings.Fields("Amber Biscuit Bramble Button Clover Copper Feather Juniper Lantern Marble Mitten Pebble Quill Saffron Tinsel Velvet")
	familyEnds   = strings.Fields("bottom by combe croft dale field hatch ley thorpe wick worth")
)

// departments are the departments of the people, with their weights and titles.
var departments = []struct {
	name   string
	weight int
	titles []string
}{
	{"Marketing", 30, []string{"Head of marketing", "Marketing manager", "Newsletter editor", "Content lead", "Campaign manager"}},
	{"Sales", 14, []string{"Sales lead", "Account executive", "Shop manager"}},
	{"Management", 16, []string{"Founder", "Owner", "Managing director"}},
	{"Engineering", 12, []string{"Developer", "CTO", "Web developer"}},
	{"Operations", 10, []string{"Operations manager", "Office manager"}},
	{"Support", 8, []string{"Support lead", "Community manager"}},
	{"Design", 6, []string{"Designer", "Art director"}},
	{"Finance", 4, []string{"Controller", "Bookkeeper"}},
}

var departmentWeights = func() []int {
	weights := make([]int, len(departments))
	for i, dep := range departments {
		weights[i] = dep.weight
	}
	return weights
}()

// freeMail are domains that stand for those of free mail providers, as imports know. They
// are reserved, so nobody has such an address.
var freeMail = []string{"gmail.example", "gmail.example", "hotmail.example", "outlook.example"}

// newPeople makes up people with different e-mail addresses at the domain. Their ids
// are their addresses.
func newPeople(d random, count int, domain string) []person {
	people := make([]person, 0, count)
	for _, at := range d.Perm(len(firstNames))[:count] {
		p := person{
			name:  firstNames[at][0] + " " + choose(d, familyStarts) + choose(d, familyEnds),
			email: firstNames[at][1] + "@" + domain,
		}
		if d.chance(930) {
			dep := departments[d.weighted(departmentWeights)]
			p.department, p.title = dep.name, choose(d, dep.titles)
		}
		p.id = p.email
		people = append(people, p)
	}
	return people
}

// freeMailAddress is an e-mail address at a free mail provider. It has n in it, so
// that no two accounts have the same.
func freeMailAddress(d random, n int) string {
	return choose(d, firstNames)[1] + strconv.Itoa(n) + "@" + choose(d, freeMail)
}

// contactColumns are the attributes of a contact, in file order.
var contactColumns = []string{"name", "email", "department", "title"}

// attributes is the attributes of a contact that have a value.
func (p person) attributes() []value.Attribute {
	var list attributes
	list.text("name", p.name)
	list.text("email", p.email)
	list.text("department", p.department)
	list.text("title", p.title)
	return list
}
