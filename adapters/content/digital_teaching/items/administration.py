"""Situations: organization and administration."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="administration-ka-1",
        level="KA",
        mrcdd=("3.1", "3.3"),
        right=3,
        es=Words(
            stem=(
                "En 3.º de Primaria tienes veinticuatro alumnos y ocho tabletas durante una hora para "
                "trabajar las medidas de longitud. En el aula y en el pasillo hay objetos de sobra para "
                "medir.\n\n"
                "¿Cómo organizas la sesión?"
            ),
            options=(
                "En una ficha común con ampliación: medir en papel y, al "
                "acabar, pasar a las tabletas por orden de llegada.",
                "En tríos con una aplicación de medidas: ponerse de acuerdo "
                "y manejarla, resolver sus retos y puntuar.",
                "En dos turnos que se relevan: practicar medidas en las "
                "tabletas y adelantar, mientras, la ficha de Lengua.",
                "En tres rincones que rotan: medir objetos, registrar y "
                "comparar por parejas en la tableta y resolver problemas.",
            ),
            why=(
                "Quien más tarda, que suele necesitar más ayuda, se queda sin usarlas.",
                "Sin papeles asignados suele manejarla uno, y nadie llega a medir un objeto de verdad.",
                "El reparto parece justo, pero media hora de cada niño queda "
                "fuera de lo que se quería trabajar.",
                "Las tabletas sirven a la medida real, se usan en pareja y "
                "cada niño pasa por las tres tareas.",
            ),
        ),
        en=Words(
            stem=(
                "You have twenty-four eight-year-olds, eight tablets and one hour to work on "
                "measuring length. Classroom and corridor are full of things to measure.\n\n"
                "How do you organise the lesson?"
            ),
            options=(
                "As one worksheet with extras: measuring on paper and, once "
                "finished, going on to tablets while they last.",
                "As groups of three with a measuring app: agreeing and taking "
                "turns with it, solving its challenges and scoring.",
                "As two shifts that swap over: practising measures on the "
                "tablets and getting on with spelling meanwhile.",
                "As three stations that rotate: measuring objects, recording and "
                "comparing in pairs on tablets, and solving problems.",
            ),
            why=(
                "Those who take longest, and often need most help, go without.",
                "Without roles one child tends to hold it, and nobody measures a real object.",
                "It looks fair, but half of each child's hour goes to something other than measuring.",
                "The tablets serve real measuring, are shared in pairs, and "
                "every child goes through the three tasks.",
            ),
        ),
        difficulty=-0.15,
    ),
    Situation(
        code="administration-ka-2",
        level="KA",
        mrcdd=("5.1",),
        right=0,
        es=Words(
            stem=(
                "Una vez por semana usarás el aula de informática, con ordenadores en filas fijas. En tu "
                "5.º de Primaria, un alumno en silla de ruedas no cabe entre las filas y una alumna con "
                "baja visión apenas distingue la pantalla. El equipo directivo admite cambios sencillos.\n\n"
                "¿Qué pides?"
            ),
            options=(
                "Un pasillo más ancho, un puesto regulable en las filas y un "
                "equipo con ampliador de pantalla.",
                "Dos portátiles ligeros, una mesa en su aula de referencia y "
                "una maestra de apoyo durante esa hora.",
                "Dos puestos amplios junto a la puerta, un monitor grande y "
                "una silla para sentarte a ayudarles.",
                "Un proyector más potente, dos sitios en primera fila y "
                "compañeros que tecleen mientras ellos dictan.",
            ),
            why=(
                "Quita los obstáculos donde están y deja a los dos trabajando junto a sus compañeros.",
                "Tendrían equipo, pero fuera de la clase que se da al resto del grupo.",
                "Se llega bien a ellos, pero quedan apartados mientras el resto trabaja en común.",
                "Pasan a mirar lo que hacen otros en lugar de usar el ordenador por sí mismos.",
            ),
        ),
        en=Words(
            stem=(
                "Once a week you will use the computer room, where machines stand in fixed rows. In your "
                "class of ten-year-olds, a boy in a wheelchair does not fit between the rows and a girl "
                "with low vision can barely make out the screen. The head is open to simple changes.\n\n"
                "What do you ask for?"
            ),
            options=(
                "A wider aisle, an adjustable desk in the rows and one computer with a screen magnifier.",
                "Two light laptops, a table in their usual classroom and a support teacher during that hour.",
                "Two roomy places next to the door, a large monitor and a "
                "chair for you to sit and help them.",
                "A brighter projector, two seats at the front and classmates to type while the pair dictate.",
            ),
            why=(
                "It removes the obstacles where they are and keeps both of "
                "them working beside their classmates.",
                "They would have machines, but outside the lesson that the others are having.",
                "You reach them well, but they sit apart while the others work together.",
                "They end up watching what others do instead of using the computer themselves.",
            ),
        ),
        difficulty=-0.05,
    ),
    Situation(
        code="administration-ka-3",
        level="KA",
        mrcdd=("2.3", "4.3"),
        right=2,
        es=Words(
            stem=(
                "Termina la evaluación en 1.º de ESO y, a cargo de la tutoría, guardas en una hoja de "
                "cálculo las notas y las observaciones del grupo. Varias familias las piden cuanto antes y "
                "en su chat ya preguntan por ellas.\n\n"
                "¿Cómo se las haces llegar?"
            ),
            options=(
                "Por el chat de familias, con una tabla en la que figuran "
                "iniciales y número de lista y no los nombres.",
                "Por un enlace de lectura a la hoja, en la que has ocultado "
                "antes la columna que recoge observaciones.",
                "Por la plataforma del centro, en la que cada familia "
                "consulta con su cuenta lo que corresponde a su hijo.",
                "Por correo a la lista de familias, con una hoja protegida "
                "mediante la contraseña que das en la reunión.",
            ),
            why=(
                "En un grupo pequeño, las iniciales y el número identifican a cualquiera.",
                "Quien tenga el enlace verá las notas de la clase, y se pierde lo que orienta a la familia.",
                "Cada familia ve lo suyo por un canal del centro, con las "
                "notas y el comentario que ayuda a mejorar.",
                "La contraseña protege de extraños, pero cada familia recibe los datos de los demás menores.",
            ),
        ),
        en=Words(
            stem=(
                "Reports are due in Year 8 and, as form tutor, you keep the marks and comments of the whole "
                "group in a spreadsheet. Several families would like them as soon as possible and their "
                "group chat is already asking.\n\n"
                "How do you get them there?"
            ),
            options=(
                "In the families' chat, with a table where initials and "
                "register numbers stand in for the full names.",
                "By a read-only link to the sheet, where you have first "
                "hidden the column that holds your comments.",
                "Through the school platform, where families use their own "
                "account to see what concerns their child.",
                "By e-mail to the list of families, with a sheet locked by "
                "the password you give out at the meeting.",
            ),
            why=(
                "In a group this small, initials and a number identify anyone.",
                "Whoever has the link sees the marks of the class, and what would guide families is missing.",
                "Each family sees its own through a school channel, marks "
                "together with the comments that help.",
                "The password keeps strangers out, but each family receives "
                "the data of other people's children.",
            ),
        ),
        difficulty=-0.15,
    ),
    Situation(
        code="administration-ka-4",
        level="KA",
        mrcdd=("3.2", "5.1"),
        right=3,
        es=Words(
            stem=(
                "Quieres que tu 6.º de Primaria vea vídeos en casa y conteste unas preguntas en línea antes "
                "de cada sesión de Ciencias. Sospechas que en algunas casas la conexión es mala o que "
                "varios hermanos se reparten un móvil.\n\n"
                "¿Qué haces antes de empezar?"
            ),
            options=(
                "Ampliar a una semana el plazo de vídeos y preguntas y "
                "recordarlo a las familias con un mensaje semanal.",
                "Poner en marcha la idea, ver quiénes entregan poco y "
                "reservarles un repaso de los vídeos cada mes.",
                "Preguntar en clase quién carece de conexión y preparar para "
                "ese alumnado una ficha en papel de cada tema.",
                "Consultar en privado a las familias y ofrecer copias sin "
                "conexión y horas de ordenador en el centro.",
            ),
            why=(
                "El plazo no arregla la falta de conexión, y las respuestas llegarían después de la clase.",
                "Cuando lo veas, quienes no podían conectarse habrán perdido semanas de Ciencias.",
                "Señala en público a quien tiene menos y le da una tarea distinta y más pobre.",
                "Averigua la situación sin señalar a nadie y permite que la "
                "misma tarea esté al alcance del grupo.",
            ),
        ),
        en=Words(
            stem=(
                "You would like your eleven-year-olds to watch videos at home and answer some questions "
                "online before each science lesson. You suspect that in some homes the connection is poor "
                "or that several children share one phone.\n\n"
                "What do you do before you begin?"
            ),
            options=(
                "Stretch the time for videos and questions to a week, and "
                "remind families of it with a weekly message.",
                "Go ahead with the idea, see who hands little in and set "
                "aside a monthly review of the videos for them.",
                "Ask in class who has no connection at home, and prepare a "
                "paper worksheet on each topic for those pupils.",
                "Ask families in private what they have at home, and offer "
                "offline copies and computer time at school.",
            ),
            why=(
                "More time does not mend a missing connection, and answers would come in after the lesson.",
                "By the time you see it, those who could not connect have lost weeks of science.",
                "It singles out in public those who have less and gives them a different, poorer task.",
                "You find out without singling anyone out, and the same task "
                "comes within reach of the whole class.",
            ),
        ),
        difficulty=0.15,
    ),
    Situation(
        code="administration-kd-1",
        level="KD",
        mrcdd=("3.3", "4.2"),
        right=2,
        es=Words(
            stem=(
                "En Biología de 4.º de ESO, los grupos redactan un informe sobre ecosistemas en un "
                "documento compartido. En varios, una persona escribe casi entero el texto y las otras "
                "retocan unas palabras la última tarde.\n\n"
                "¿Qué cambias en el próximo informe?"
            ),
            options=(
                "Partir el informe en apartados iguales, asignar uno por "
                "persona y valorar por separado lo que escribe cada una.",
                "Poner una nota común y pedir a los miembros que se puntúen "
                "en secreto para subirla o bajarla después.",
                "Dar a cada miembro datos que los otros necesitan y valorar "
                "también las revisiones que deja el historial.",
                "Contar en el historial las palabras escritas por cada "
                "miembro y ajustar el resultado a esa proporción.",
            ),
            why=(
                "Asegura que escriban cuatro, pero desaparece la "
                "colaboración y el informe queda cosido a trozos.",
                "Castiga después de que ocurra y convierte la valoración en un ajuste de cuentas.",
                "La tarea necesita a los cuatro, y el historial muestra cómo se ha ido construyendo.",
                "Premia la cantidad de texto, aunque pensar, buscar datos o revisar no sume palabras.",
            ),
        ),
        en=Words(
            stem=(
                "In Year 11 biology, groups write up a report on ecosystems in a shared document. In "
                "several of them one person writes nearly the whole text and the rest touch up a few words "
                "on the last evening.\n\n"
                "What do you change for the next report?"
            ),
            options=(
                "Split the report into equal sections, assign one per person "
                "and mark separately what each has written.",
                "Set a shared mark and have members rate one another in "
                "secret, so as to raise or lower it afterwards.",
                "Give each member data the others need, and assess the "
                "revisions in the history as well as the report.",
                "Count in the history the words that each member has written "
                "and adjust the mark in that proportion.",
            ),
            why=(
                "Four people will write, but collaboration is gone and the report is stitched from pieces.",
                "It punishes once the harm is done and turns assessment into settling scores.",
                "The task needs the four of them, and the history shows how the report was put together.",
                "It rewards quantity of text, although thinking, finding data and revising add no words.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="administration-kd-2",
        level="KD",
        mrcdd=("3.4", "4.1"),
        right=1,
        es=Words(
            stem=(
                "Cinco grupos de Tecnología de 3.º de ESO desarrollan proyectos distintos durante seis "
                "semanas. En la segunda ya no sabes por dónde va cada uno y se te va la hora contestando a "
                "quien más te llama.\n\n"
                "¿Qué pones en marcha?"
            ),
            options=(
                "Una memoria final que reconstruye fases y decisiones y una "
                "tabla con lo que aporta cada uno de sus miembros.",
                "Un tablero de hitos y criterios que actualiza cada grupo y "
                "una cita breve contigo si alguno se detiene.",
                "Un formulario diario que rellena cada estudiante y un "
                "repaso tuyo de las respuestas cada fin de semana.",
                "Una ficha por sesión que marca un mismo ritmo a los grupos "
                "y una corrección tuya antes de continuar.",
            ),
            why=(
                "Describe el camino cuando ya no queda tiempo para corregirlo.",
                "El avance se ve de un vistazo, los grupos se regulan y tu tiempo va a donde hace falta.",
                "Reúne mucho texto que llega tarde para ayudar al grupo que se ha atascado el martes.",
                "Ordena la clase a cambio de borrar lo propio de cada proyecto y de frenar a los grupos.",
            ),
        ),
        en=Words(
            stem=(
                "Five groups in Year 10 technology are working on different projects for six weeks. By the "
                "second week you no longer know how far each has got, and the hour goes on answering "
                "whoever calls loudest.\n\n"
                "What do you set up?"
            ),
            options=(
                "A final report that reconstructs phases and decisions, and "
                "a table of what each member contributed.",
                "A board of milestones and criteria that groups keep "
                "current, and a short meeting for any that stall.",
                "A daily form that students fill in on their own, and a "
                "reading of their answers before the weekend.",
                "A worksheet per session that keeps groups at one pace, and "
                "a correction from you before they carry on.",
            ),
            why=(
                "It describes the road once there is no time left to change course.",
                "Progress shows at a glance, groups steer themselves and your time goes where it is needed.",
                "It gathers a lot of text that comes too late for the group that got stuck on Tuesday.",
                "It tidies the room by wiping out what makes each project different and slowing groups down.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="administration-kd-3",
        level="KD",
        mrcdd=("3.2", "3.3"),
        right=0,
        es=Words(
            stem=(
                "Durante un proyecto de Historia en 1.º de Bachillerato te llegan mensajes privados a "
                "cualquier hora, muchos con la misma duda. Además, hay quien no se atreve a escribirte. "
                "Queréis conservar la ayuda en línea sin que dependa de que estés disponible.\n\n"
                "¿Qué acordáis?"
            ),
            options=(
                "Un foro en el que se contestan entre compañeros y que "
                "repasas a horas fijas, con otra vía para lo personal.",
                "Un chat de grupo en el móvil en el que las dudas se "
                "resuelven sobre la marcha y que miras antes de cada sesión.",
                "Un asistente cargado con tus apuntes que responde al "
                "instante y que te remite lo que no sepa aclarar.",
                "Un documento de preguntas frecuentes que preparas al "
                "principio y que sustituye al correo en el proyecto.",
            ),
            why=(
                "La respuesta llega a más gente, aprenden al explicarse y tú corriges sin estar de guardia.",
                "Las respuestas se pierden entre mensajes y hasta la sesión "
                "siguiente nadie ve si son correctas.",
                "Nadie repasa lo que contesta y desaparece la ayuda entre compañeros.",
                "Las dudas que importan surgen al trabajar, y quedarían sin sitio donde plantearse.",
            ),
        ),
        en=Words(
            stem=(
                "During a Year 12 history project private messages reach you at any hour, many of them with "
                "the same question. Some students, on the other hand, do not dare to write. You would all "
                "like to keep help online without it hanging on your being available.\n\n"
                "What do you agree on?"
            ),
            options=(
                "A forum where students answer one another and which you go "
                "over at set times, plus a route for private matters.",
                "A group chat on the phone where things are sorted out on "
                "the spot and which you look at before each lesson.",
                "An assistant loaded with your notes that replies at once "
                "and which sends you whatever it cannot work out.",
                "A page of frequent questions that you write at the "
                "beginning and which replaces e-mail during the project.",
            ),
            why=(
                "Answers reach more people, explaining is learning, and you correct without being on call.",
                "Answers drown among messages, and until the next lesson "
                "nobody knows whether they are right.",
                "Nobody goes over what it says, and help among classmates disappears.",
                "The questions that matter come up while working, and would have nowhere to go.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="administration-kd-4",
        level="KD",
        mrcdd=("2.3", "3.3"),
        right=2,
        es=Words(
            stem=(
                "Tu 2.º de ESO va a crear un cómic digital con un grupo de otro país. La profesora de allí "
                "propone que el alumnado se registre con su correo personal en una aplicación gratuita y "
                "comparta una carpeta mediante un enlace.\n\n"
                "¿Qué le contestas?"
            ),
            options=(
                "Que adelante con su plan, con una autorización general de "
                "las familias para usar servicios digitales.",
                "Que abres tú una cuenta en esa aplicación y pones una "
                "contraseña común que los equipos usan por turnos.",
                "Que busquéis un espacio aprobado por los dos centros, con "
                "permisos por equipos y alias en lugar de nombres.",
                "Que te parece bien la carpeta, con un enlace que cambia "
                "cada semana y deja sin acceso a los antiguos.",
            ),
            why=(
                "Una firma genérica no informa de qué datos recoge esa aplicación ni los reduce.",
                "Con una clave común cualquiera borra o suplanta sin que se sepa quién ha sido.",
                "Protege los datos de menores, ordena quién edita qué y deja "
                "a los centros respondiendo del espacio.",
                "Cambiar el enlace no resuelve el registro de menores y complica el trabajo de los equipos.",
            ),
        ),
        en=Words(
            stem=(
                "Your Year 9 class is going to make a digital comic with a class abroad. The teacher there "
                "suggests that students sign up to a free app with their personal e-mail and share a folder "
                "by link.\n\n"
                "What do you reply?"
            ),
            options=(
                "That her plan is fine, with a general consent from families "
                "to the use of digital services this year.",
                "That you will open an account in that app yourself and set "
                "a common password teams can use in turns.",
                "That you find a space both schools approve, with permissions by team and aliases for names.",
                "That the folder suits you, with a link that changes weekly "
                "and cuts off whoever had an earlier one.",
            ),
            why=(
                "A blanket signature says nothing of the data this app collects, nor does it reduce them.",
                "With a shared password anyone can delete or impersonate, and nobody knows who it was.",
                "It protects the children's data, settles who edits what, "
                "and the schools answer for the space.",
                "Changing the link leaves the sign-up untouched and makes work harder for the teams.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="administration-kc-1",
        level="KC",
        mrcdd=("3.1",),
        right=1,
        es=Words(
            stem=(
                "Coordinas el plan digital de un instituto. Hay pantallas interactivas en las aulas, pero "
                "una revisión revela que se emplean sobre todo para proyectar el libro. La dirección te "
                "pide una propuesta para el próximo curso y hay presupuesto.\n\n"
                "¿Qué planteas?"
            ),
            options=(
                "Comprar tabletas que se conecten a las pantallas y comenzar "
                "por los departamentos que les vean utilidad.",
                "Partir de los problemas de aprendizaje que vea cada "
                "departamento y fijar dos metas que se puedan comprobar.",
                "Contratar una formación sobre las funciones de las "
                "pantallas y exigir al claustro una práctica por trimestre.",
                "Fijar metas semanales de uso interactivo a los "
                "departamentos y revisarlas con los registros de las "
                "pantallas.",
            ),
            why=(
                "Añade equipos a otros que ya se infrautilizan, por la misma razón de fondo.",
                "La tecnología se decide por lo que se quiere mejorar, y con "
                "metas comprobables se sabrá si mejora.",
                "Conocer botones no cambia la clase si no se sabe para qué problema sirven.",
                "Se alcanzarán las metas, pero contar uso no dice nada de lo que aprende el alumnado.",
            ),
        ),
        en=Words(
            stem=(
                "You coordinate the digital plan of a secondary school. Classrooms have interactive "
                "screens, but a review reveals that they mostly serve to project the textbook. The head "
                "wants a proposal for next year, and there is a budget.\n\n"
                "What do you put forward?"
            ),
            options=(
                "Buying tablets that connect to the screens, and starting "
                "with the departments that see a use for them.",
                "Starting from the learning problems that departments see, "
                "and setting two goals that can be checked.",
                "Hiring a trainer on the functions of the screens, and "
                "asking staff for one piece of practice each term.",
                "Setting departments weekly goals for interactive use, and "
                "checking them against the logs of the screens.",
            ),
            why=(
                "It adds devices to others that lie idle for the same underlying reason.",
                "Technology follows from what should improve, and checkable goals will tell whether it does.",
                "Knowing the buttons does not change a lesson unless one knows what problem they solve.",
                "The goals will be met, but counting use says nothing about what students learn.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="administration-kc-2",
        level="KC",
        mrcdd=("2.3", "5.1"),
        right=1,
        es=Words(
            stem=(
                "El centro va a cambiar de plataforma de aprendizaje y estás en la comisión que la elige. "
                "Hay tres ofertas de precio parecido. Las demostraciones comerciales han gustado y varias "
                "personas tienen ya su favorita.\n\n"
                "¿Qué propones hacer antes de decidir?"
            ),
            options=(
                "Votar en claustro tras otra demostración, y contar con el "
                "profesorado que trabajará con ella a diario.",
                "Probarlas en tareas reales con alumnado que usa apoyos y "
                "leer qué hace cada empresa con sus datos.",
                "Puntuar en una tabla las funciones que ofrecen, y ver cuál "
                "reúne un mayor número por el mismo precio.",
                "Averiguar cuál usan los centros de la zona, y adoptar la "
                "más extendida para compartir los materiales.",
            ),
            why=(
                "Se vota sobre lo que enseña el vendedor, y queda fuera lo que le ocurra al alumnado.",
                "Ver si cualquiera puede trabajar con ella y qué pasa con "
                "sus datos es lo que una demostración no enseña.",
                "Tener más funciones no indica que sean las que se necesitan "
                "ni que estén al alcance de cualquiera.",
                "Lo extendido puede servir de pista, pero no responde por tus necesidades ni por los datos.",
            ),
        ),
        en=Words(
            stem=(
                "Your school is changing its learning platform and you sit on the committee that chooses. "
                "There are three offers at similar prices. The sales demonstrations went down well and "
                "several people already have a favourite.\n\n"
                "What do you propose before deciding?"
            ),
            options=(
                "Holding another demonstration for the staff, and taking a "
                "vote among those who will use it every day.",
                "Trying them on real tasks with students who use assistive "
                "aids, and reading what becomes of their data.",
                "Scoring in a table the features that they offer, and seeing "
                "which has most of them for the price.",
                "Finding out what nearby schools use, and taking the one in "
                "widest use so that sharing materials is easier.",
            ),
            why=(
                "The vote is on what the seller shows, and leaves out what students will run into.",
                "Whether everyone can work with it and where data go are what a demonstration does not show.",
                "More features need not be the ones you need, nor within reach of everyone.",
                "What is common is a hint, but it does not answer for your needs or your students' data.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="administration-kc-3",
        level="KC",
        mrcdd=("4.2", "4.3"),
        right=3,
        es=Words(
            stem=(
                "La plataforma del instituto incluye un indicador que predice qué estudiantes de ESO pueden "
                "abandonar. Jefatura quiere avisar a las familias de quienes aparecen en rojo. Coordinas "
                "las tutorías y te piden opinión.\n\n"
                "¿Qué planteas?"
            ),
            options=(
                "Entregar la lista al profesorado, pedir que atienda más a "
                "quienes aparecen y revisar sus notas cada mes.",
                "Descartar el indicador, ver qué impresión tienen las "
                "tutorías y mandar avisos según lo que perciban.",
                "Mandar los avisos con un texto amable, aclarar que son una "
                "estimación y ofrecer cita en las tutorías.",
                "Contrastar los avisos con las tutorías, contar a cuántos "
                "señala por error y acordar antes los apoyos.",
            ),
            why=(
                "Reparte datos delicados y predispone a esperar menos de quien aparece en ella.",
                "Las impresiones también fallan, y se pierde una pista que contrastada puede ayudar.",
                "Por amable que sea, llega una etiqueta sin contrastar y sin ayuda concreta.",
                "Un indicador orienta, pero hay que conocer sus fallos y "
                "tener algo que ofrecer antes de etiquetar.",
            ),
        ),
        en=Words(
            stem=(
                "The school's platform includes an indicator that predicts which secondary students may "
                "drop out. The deputy head wants to alert the families of those shown in red. You "
                "coordinate the form tutors and are asked for your view.\n\n"
                "What do you suggest?"
            ),
            options=(
                "Passing the list on to subject teachers, asking them to "
                "look out for those on it and going over marks.",
                "Dropping the indicator, seeing what impressions form tutors "
                "have and sending alerts on those grounds.",
                "Sending the alerts with a kindly text, explaining that they "
                "are an estimate and offering a meeting.",
                "Comparing alerts with what tutors know, counting how many "
                "are wrong and agreeing on support first.",
            ),
            why=(
                "It spreads delicate data and invites people to expect less of whoever is on the list.",
                "Impressions fail too, and a clue that can help once it is verified goes to waste.",
                "However kindly put, it delivers an unverified label and no actual help.",
                "An indicator is a pointer: know its errors and have "
                "something to offer before you label anyone.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="administration-kc-4",
        level="KC",
        mrcdd=("5.3",),
        right=0,
        es=Words(
            stem=(
                "En tu instituto, las normas sobre dispositivos son antiguas y cada docente las aplica a su "
                "manera. Se quejan el alumnado, las familias y el claustro, y te encargan liderar unas "
                "nuevas que ayuden a aprender.\n\n"
                "¿Qué pones en marcha?"
            ),
            options=(
                "Un grupo mixto de estudiantes, familias y docentes que "
                "ensaye un borrador un trimestre y lo ajuste con datos.",
                "Un encargo al consejo de delegados que aproveche lo que "
                "saben y ponga por escrito lo que acuerden.",
                "Una propuesta de jefatura que recoja prácticas de otros "
                "centros y se abra a las familias y al claustro un mes.",
                "Una encuesta a la comunidad educativa que lleve al "
                "reglamento la opción más apoyada en cada apartado.",
            ),
            why=(
                "Quienes vivirán la norma la construyen y se corrige según "
                "lo que ocurre, no según lo que se supone.",
                "Conocen los usos, pero cargan solos con un asunto que también atañe a docentes y familias.",
                "Se opina sobre algo ya cerrado y pensado para otros centros, y así cuesta que se asuma.",
                "Sumar preferencias puede dar normas que no encajan entre sí, y ninguna se habrá probado.",
            ),
        ),
        en=Words(
            stem=(
                "At your school the rules on devices are old and teachers apply them each in their own way. "
                "Students, families and staff complain, and you are asked to lead the making of new ones "
                "that help learning.\n\n"
                "What do you set in motion?"
            ),
            options=(
                "A mixed group of students, families and staff that tries a "
                "draft for a term and adjusts it to the findings.",
                "A commission to the student council that draws on what they "
                "know and puts what they agree in writing.",
                "A proposal from the leadership that gathers rules and practices "
                "of other schools and is open to comment for a month.",
                "A survey of the school community that writes into the rules "
                "the most popular option for each section.",
            ),
            why=(
                "Those who will live by the rule build it, and it is "
                "corrected by what happens rather than by guesswork.",
                "They know what goes on, but carry alone a matter that concerns teachers and families too.",
                "People comment on something already settled and made for "
                "others, so few feel that it is theirs.",
                "Adding preferences up may give rules that clash, and none will have been tried.",
            ),
        ),
        difficulty=-0.2,
    ),
)
