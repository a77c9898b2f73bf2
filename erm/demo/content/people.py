"""Everybody at Kelvane, and what changed for some of them in the last six months."""

from erm.demo.content.kinds import MoveSpec, PersonSpec

P = PersonSpec

PEOPLE = (
    # Company Office: people, finance, systems
    P("ingrid", "Ingrid Solheim", "Chief Executive", "office", None, "berlin", 3310),
    P("hannah", "Hannah Osei", "Head of People", "office", "ingrid", "berlin", 1475),
    P("ruben", "Ruben Adeyemi", "Head of Finance and Systems", "office", "ingrid", "toronto", 1902),
    P("tomas", "Tomás Figueira", "Systems Administrator", "office", "ruben", "lisbon", 1120),
    P("leonie", "Leonie Brandt", "People Partner", "office", "hannah", "berlin", 640),
    P("kira", "Кира Белова", "Координатор офиса", "office", "hannah", "yerevan", 815, "ru"),
    P("oskar", "Oskar Lindqvist", "Senior Accountant", "office", "ruben", "berlin", 2044),
    P("priya", "Priya Raman", "Financial Analyst", "office", "ruben", "toronto", 508),
    # Engineering
    P("marcus", "Marcus Okafor", "VP Engineering", "engineering", "ingrid", "berlin", 2260),
    P("dana", "Dana Whitfield", "Staff Engineer", "engineering", "marcus", "toronto", 1733),
    # Platform
    P("elena", "Елена Воронцова", "Руководитель платформы", "platform", "marcus", "yerevan",
      1388, "ru"),
    P("artyom", "Артём Гусев", "Инженер бэкенда", "platform", "elena", "yerevan", 702, "ru"),
    P("grace", "Grace Tanaka", "Site Reliability Engineer", "platform", "elena", "toronto", 966),
    P("polina", "Полина Ким", "Ведущий инженер, команда тревог", "platform", "elena", "yerevan",
      1210, "ru"),
    P("denis", "Денис Захаров", "Инженер бэкенда", "platform", "polina", "yerevan", 431, "ru"),
    P("ilya", "Илья Морозов", "Инженер данных", "platform", "polina", "yerevan", 596, "ru"),
    P("jonas", "Jonas Richter", "Team Lead, Harbour Web", "platform", "elena", "berlin", 1544),
    P("aline", "Aline Moreau", "Frontend Engineer", "platform", "jonas", "berlin", 477),
    P("samir", "Samir Haddad", "Frontend Engineer", "platform", "jonas", "berlin", 889),
    P("bethany", "Bethany Clarke", "Backend Engineer", "platform", "jonas", "lisbon", 16),
    # Devices
    P("freya", "Freya Nyström", "Director of Devices", "devices", "marcus", "berlin", 2105),
    P("lukas", "Lukas Weber", "Team Lead, Firmware", "devices", "freya", "berlin", 1320),
    P("svetlana", "Светлана Орлова", "Старший инженер прошивок", "devices", "lukas", "yerevan",
      1266, "ru"),
    P("nikita", "Никита Фролов", "Инженер прошивок", "devices", "lukas", "yerevan", 349, "ru"),
    P("vadim", "Вадим Соколов", "Инженер по автотестам", "devices", "lukas", "yerevan", 720, "ru"),
    P("mei", "Mei-Ling Chow", "Hardware Engineer", "devices", "freya", "toronto", 1051),
    P("daniel", "Daniel Pereira", "Radio Engineer", "devices", "freya", "lisbon", 1187),
    P("ana", "Ana Teixeira", "Test Technician", "devices", "daniel", "lisbon", 655),
    # Product & Design
    P("claire", "Claire Dubois", "Head of Product", "product", "ingrid", "lisbon", 1605),
    P("nadia", "Nadia Rahman", "Senior Product Manager", "product", "claire", "berlin", 934),
    P("henrik", "Henrik Dahl", "Technical Writer", "product", "claire", "berlin", 1411),
    P("theo", "Theo Marsh", "Design Lead", "product", "claire", "lisbon", 1273),
    P("sofia", "Sofia Almeida", "Product Designer", "product", "theo", "lisbon", 803),
    P("egor", "Егор Лебедев", "Продуктовый дизайнер", "product", "theo", "yerevan", 388, "ru"),
    P("rachel", "Rachel Stein", "UX Researcher", "product", "theo", "toronto", 1149),
    # Customer Care
    P("maggie", "Maggie Doyle", "Head of Customer Care", "care", "ingrid", "toronto", 2388),
    P("luis", "Luís Carvalho", "Support Manager, Europe", "care", "maggie", "lisbon", 1522),
    P("joao", "João Batista", "Support Engineer", "care", "luis", "lisbon", 561),
    P("rosa", "Rosa Monteiro", "Field Service Engineer", "care", "luis", "lisbon", 1090),
    P("yana", "Яна Крылова", "Руководитель группы поддержки", "care", "luis", "yerevan", 1015,
      "ru"),
    P("kirill", "Кирилл Тарасов", "Инженер поддержки", "care", "yana", "yerevan", 467, "ru"),
    P("alina", "Алина Никитина", "Инженер поддержки", "care", "yana", "yerevan", 292, "ru"),
    P("devon", "Devon Brooks", "Support Manager, Americas", "care", "maggie", "toronto", 1340),
    P("emily", "Emily Hart", "Support Engineer", "care", "devon", "toronto", 418),
    P("hassan", "Hassan Mirza", "Field Service Engineer", "care", "devon", "toronto", 877),
    P("inga", "Inga Petersen", "Customer Success Manager", "care", "maggie", "berlin", 733),
    # Sales & Marketing
    P("victor", "Victor Lindholm", "Head of Sales and Marketing", "commercial", "ingrid",
      "berlin", 1811),
    P("isabel", "Isabel Nunes", "Sales Manager, Southern Europe", "commercial", "victor",
      "lisbon", 1246),
    P("duarte", "Duarte Pinto", "Sales Engineer", "commercial", "isabel", "lisbon", 540),
    P("peter", "Peter Vogel", "Account Executive", "commercial", "victor", "berlin", 1007),
    P("olga", "Ольга Демидова", "Менеджер по работе с клиентами", "commercial", "victor",
      "yerevan", 894, "ru"),
    P("caleb", "Caleb Nguyen", "Account Executive", "commercial", "victor", "toronto", 325),
    P("mina", "Mina Farrow", "Marketing Lead", "commercial", "victor", "toronto", 1155),
    P("katya", "Екатерина Зимина", "Менеджер мероприятий", "commercial", "mina", "yerevan", 373,
      "ru"),
    # Operations & Quality
    P("ursula", "Ursula Hoffmann", "Chief Operating Officer", "operations", "ingrid", "berlin",
      2719),
    P("anton", "Антон Беляев", "Руководитель снабжения", "operations", "ursula", "yerevan",
      1462, "ru"),
    P("vera", "Вера Михайлова", "Координатор логистики", "operations", "anton", "yerevan", 611,
      "ru"),
    P("gregor", "Gregor Stahl", "Supply Planner", "operations", "anton", "berlin", 1290, left=35),
    P("fiona", "Fiona Gallagher", "Quality and Compliance Manager", "operations", "ursula",
      "toronto", 1678),
    P("ravi", "Ravi Menon", "Compliance Specialist", "operations", "fiona", "toronto", 452),
    P("marta", "Marta Kowalska", "Calibration Lab Lead", "operations", "fiona", "berlin", 1399),
    P("timur", "Тимур Галиев", "Техник калибровочной лаборатории", "operations", "marta",
      "berlin", 260, "ru"),
)  # fmt: skip

MOVES = (
    # Reliability moved from the VP's own hands into the platform team after the alarm storm.
    MoveSpec("grace", 62, manager_before="marcus", department_before=None),
    # From answering tickets to finding out why they are written.
    MoveSpec(
        "rachel",
        95,
        manager_before="devon",
        department_before="care",
        title_before="Support Engineer",
    ),
)

ADMINISTRATORS = ("tomas",)
HR = ("hannah", "leonie")
