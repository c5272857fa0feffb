"""Situations: understanding ICT in education, from the rules that there are to better ones."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="policy-ka-1",
        level="KA",
        mrcdd=("2.3", "3.1"),
        right=0,
        es=Words(
            stem=(
                "El plan digital de tu centro dice que, hasta los 14 años, el alumnado solo usa cuentas "
                "que gestiona el propio centro. Has encontrado una aplicación gratuita de concursos que "
                "vendría muy bien para repasar las células en 1.º de ESO, pero pide un correo personal "
                "a cada participante.\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Montar el repaso con la herramienta del centro, aunque tenga menos efectos y haya "
                "que rehacer las preguntas.",
                "Pedir que se registren con el correo de un familiar y que haya una persona adulta "
                "al tanto de cada cuenta.",
                "Crear tú las cuentas con apodos y una dirección tuya, sin que salga del aula el "
                "nombre de nadie.",
                "Dejarla como repaso opcional para casa, donde son las familias quienes deciden qué "
                "servicios se utilizan.",
            ),
            why=(
                "Respeta el plan y consigue lo mismo: que repasen, sin entregar datos a un servicio "
                "que nadie ha valorado.",
                "Implicar a la familia no convierte en permitida una cuenta que el centro no "
                "gestiona, y suma datos de otra persona.",
                "Es ingenioso, pero deja respuestas de menores en un servicio sin valorar y en "
                "cuentas que controlas tú a solas.",
                "Aunque sea opcional, la propones tú: el plan se aplica a lo que se encarga, se "
                "haga donde se haga.",
            ),
        ),
        en=Words(
            stem=(
                "Your school's digital plan says that pupils under 14 work only with accounts run by "
                "the school. You have found a free game-show app that would be ideal for revising cells "
                "with your twelve-year-olds, but it asks every player for a personal e-mail address.\n\n"
                "What do you do?"
            ),
            options=(
                "Build the revision game in the school's own tool, even with fewer effects and "
                "questions to be retyped.",
                "Have them sign up with the address of a relative, an adult who in that way knows "
                "about the account.",
                "Set up the accounts yourself with nicknames and an address of yours, without "
                "anybody's name leaving the room.",
                "Leave it as optional revision for home, where it is the families who decide which "
                "services are used.",
            ),
            why=(
                "It keeps to the plan and does the same job, without handing data to a service that "
                "nobody has looked into.",
                "Bringing in the family does not make it an account run by the school, and it adds "
                "another person's data.",
                "Ingenious, but children's answers end up in a service nobody has looked into, in "
                "accounts only you control.",
                "Optional or not, you are the one suggesting it: the plan covers what is set, "
                "wherever it is done.",
            ),
        ),
        difficulty=-0.3,
    ),
    Situation(
        code="policy-ka-2",
        level="KA",
        mrcdd=("5.1", "3.1"),
        right=2,
        es=Words(
            stem=(
                "Según el plan digital del colegio, ninguna tarea obligatoria puede depender de tener "
                "internet en casa. En 5.º de Primaria quieres que cada estudiante grabe un vídeo "
                "leyendo un poema en voz alta. De los veinticinco, cuatro no tienen conexión.\n\n"
                "¿Cómo organizas la tarea?"
            ),
            options=(
                "Pedir a esos cuatro un comentario escrito del poema, con el mismo plazo y el mismo "
                "peso en la nota que el vídeo.",
                "Dar tres semanas de plazo en vez de una, para que todo el mundo encuentre dónde "
                "conectarse sin agobios.",
                "Reservar las tabletas para hacer los vídeos en clase, de modo que en casa solo "
                "haga falta ensayar el poema.",
                "Hacerla voluntaria y sumar medio punto por entregar el vídeo, sin que se pierda "
                "nada por no hacerlo.",
            ),
            why=(
                "Un comentario escrito no deja ver cómo leen en voz alta, que es lo que querías "
                "trabajar, y además los señala.",
                "Más plazo no crea una conexión: la tarea sigue dependiendo de lo que cada familia "
                "tenga o consiga.",
                "Lo que exige conexión se hace con medios del centro, y en casa queda algo que "
                "puede hacer cualquiera.",
                "Premiar la entrega favorece justo a quien tiene medios: la desventaja cambia de "
                "sitio, pero no desaparece.",
            ),
        ),
        en=Words(
            stem=(
                "Your primary school's digital plan says that no compulsory task may depend on having "
                "the internet at home. You want each of your twenty-five ten-year-olds to record a "
                "video of themselves reading a poem aloud. Four of them have no connection.\n\n"
                "How do you set it up?"
            ),
            options=(
                "Ask those four for a written comment on the poem, due on the same day and worth as "
                "many marks as the video.",
                "Allow three weeks rather than one, so that everyone can find somewhere to get "
                "online without any pressure.",
                "Book the tablets for two lessons to make the videos in class, so that only "
                "rehearsing is left for home.",
                "Make it voluntary and add half a mark for handing in a video, with nothing lost by "
                "those who do not.",
            ),
            why=(
                "A written comment does not show how they read aloud, which is what you were after, "
                "and it singles them out.",
                "More time does not create a connection: the task still hangs on what each family "
                "has or can arrange.",
                "What needs a connection is done with the school's means, and what is left for home "
                "anyone can do.",
                "A bonus favours precisely those who have the means: the disadvantage moves, but it "
                "does not go away.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="policy-ka-3",
        level="KA",
        mrcdd=("3.1", "2.1"),
        right=3,
        es=Words(
            stem=(
                "Acabas de llegar al instituto. Uno de los objetivos de su plan digital es que el "
                "alumnado use la tecnología para contrastar información y comunicar lo que averigua. "
                "Preparas una unidad sobre los climas para 1.º de ESO.\n\n"
                "¿Qué actividad responde mejor a ese objetivo?"
            ),
            options=(
                "Proyectar un documental interactivo sobre los climas del mundo y debatir juntos "
                "las preguntas que plantea.",
                "Sustituir el libro por su edición digital y hacer los ejercicios de la unidad con "
                "corrección automática.",
                "Repartir seis enlaces revisados por ti y rellenar con sus datos una tabla común "
                "sobre los climas del mundo.",
                "Cotejar en dos páginas las lluvias de tu ciudad, para contar en un audio el motivo "
                "de que no coincidan.",
            ),
            why=(
                "Puede abrir bien el tema, pero la información llega de una sola fuente y nadie "
                "tiene que comprobarla.",
                "Cambia el soporte, no lo que hace el alumnado: resolver ejercicios cerrados con "
                "datos ya dados.",
                "Pasar datos de una página a una tabla ordena información, pero no pide ponerla en "
                "duda ni explicarla.",
                "Hay que comprobar, dar una razón y contarla a otras personas: lo que pide el plan, "
                "con los climas de fondo.",
            ),
        ),
        en=Words(
            stem=(
                "You have just joined a school. One aim of its digital plan is that pupils use "
                "technology to cross-check information and to communicate what they find out. You are "
                "preparing a unit on climates for a class of twelve-year-olds.\n\n"
                "Which activity serves that aim best?"
            ),
            options=(
                "Show an interactive documentary on the climates of the world and discuss the "
                "questions it raises as a class.",
                "Replace the textbook with its digital edition and do the exercises of the unit "
                "with automatic marking.",
                "Hand out six links that you have vetted and fill in a joint table of climates with "
                "the figures on them.",
                "Set two websites' rainfall for your town side by side, so as to record a clip on "
                "why the two disagree.",
            ),
            why=(
                "It may open the topic well, but the information comes from a single source and "
                "nobody has to test it.",
                "It changes the medium, not what pupils do: solving closed exercises with figures "
                "they are given.",
                "Moving figures from a page to a table sorts information, but nobody has to doubt "
                "it or explain it.",
                "They have to check, find a reason and tell others about it: what the plan asks, by "
                "way of climates.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="policy-ka-4",
        level="KA",
        mrcdd=("4.2", "4.3"),
        right=1,
        es=Words(
            stem=(
                "En una tutoría, la madre de un alumno de 3.º de ESO pregunta si las horas que su hijo "
                "pasa conectado a la plataforma cuentan para la nota. Las normas de evaluación del "
                "centro dicen que solo se califica lo que figura en la programación, y el tiempo de "
                "conexión no figura. Tú miras esos registros para detectar a quien se queda atrás.\n\n"
                "¿Qué le respondes?"
            ),
            options=(
                "Que cuentan dentro de la actitud, porque conectarse con regularidad es una señal "
                "de interés como otra cualquiera.",
                "Que no dan ni quitan nota, que te dicen a quién ayudar, y le enseñas lo que se ha "
                "guardado de su hijo.",
                "Que son datos internos del profesorado y que lo que importa es lo que aparece en "
                "el boletín de cada trimestre.",
                "Que en principio no, pero que si la media queda a unas décimas del aprobado pueden "
                "servir para redondear.",
            ),
            why=(
                "Califica algo que la programación no recoge y que depende tanto de los medios de "
                "casa como del interés.",
                "Aplica las normas tal como son y es transparente sobre para qué se usan los datos "
                "y cuáles hay.",
                "La familia tiene derecho a saber qué se guarda de su hijo: esquivar la pregunta "
                "quita confianza.",
                "Aunque sea a favor, es usar como nota algo que no figura en la programación, y no "
                "igual para todos.",
            ),
        ),
        en=Words(
            stem=(
                "At a parents' meeting, the mother of a fourteen-year-old asks whether the hours her "
                "son spends on the learning platform count towards his grade. The school's assessment "
                "rules say that only what is listed in the course outline is graded, and time online is "
                "not listed. You look at those logs to spot who is falling behind.\n\n"
                "What do you tell her?"
            ),
            options=(
                "That they count as part of attitude, because going online regularly is a sign of "
                "interest like any other.",
                "That they do not affect his mark, that they tell you whom to help, and you show "
                "her what is kept on him.",
                "That they are internal records for the staff and that what matters is what goes "
                "into the report each term.",
                "That strictly they do not, but that if he ends up just below a pass they can be "
                "used for rounding up.",
            ),
            why=(
                "It grades something the outline does not list, and which depends on means at home "
                "as much as on interest.",
                "It applies the rules as they stand and is open about which data exist and what "
                "they are used for.",
                "Families are entitled to know what is kept about their child: dodging the question "
                "costs trust.",
                "Even in his favour, it turns something outside the outline into a mark, and not "
                "for everyone alike.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="policy-kd-1",
        level="KD",
        mrcdd=("5.1", "2.2"),
        right=2,
        es=Words(
            stem=(
                "El plan digital pide que los materiales sean accesibles. En tu departamento de "
                "Ciencias Sociales se comparten unas sesenta fichas, y muchas son fotos de páginas que "
                "un lector de pantalla no puede leer. Hay poco tiempo.\n\n"
                "¿Por dónde empiezas a aplicar el plan?"
            ),
            options=(
                "Volver a fotografiar las sesenta con más resolución y contraste, y comprobar que "
                "se ven nítidas en pantalla.",
                "Convertir las sesenta en presentaciones con narración grabada, que sirven además a "
                "quien lee con dificultad.",
                "Rehacer como texto con encabezados las fichas más usadas, y probarlas con una voz "
                "sintética al terminar.",
                "Esperar a que entre en un grupo alguien con un informe y preparar entonces las "
                "versiones que recomiende.",
            ),
            why=(
                "Se verán mejor, pero siguen siendo imágenes: no se pueden oír, ni agrandar bien, "
                "ni buscar en ellas.",
                "Es mucho trabajo y cambia una barrera por otra: sin texto, quien no oye o quiere "
                "buscar algo se queda fuera.",
                "Empieza por donde más se nota, resuelve la barrera real y comprueba que de verdad funciona.",
                "Adaptar solo a petición llega tarde y deja fuera a quien no tiene informe pero sí "
                "la dificultad.",
            ),
        ),
        en=Words(
            stem=(
                "The digital plan asks for accessible materials. Your social studies department shares "
                "some sixty worksheets, and many are photographs of pages, which a screen reader cannot "
                "read. Time is short.\n\n"
                "Where do you start in order to put the plan into practice?"
            ),
            options=(
                "Photograph all sixty again at a higher resolution and with good contrast, and "
                "check that they look crisp on screen.",
                "Turn all sixty into slide shows with recorded narration, which also help pupils "
                "who find reading hard.",
                "Retype the most used sheets as text with headings, and try them with a synthetic "
                "voice once they are done.",
                "Wait until somebody with a formal report joins a class, and then prepare the "
                "versions that it recommends.",
            ),
            why=(
                "They will look better, but they are still pictures: they cannot be listened to, "
                "enlarged well or searched.",
                "A lot of work to swap one barrier for another: without text, those who cannot hear "
                "or want to search lose out.",
                "It begins where it matters most, removes the real barrier and makes sure that it "
                "has worked.",
                "Adapting on request comes late, and leaves out those who have the difficulty but "
                "not the paper.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="policy-kd-2",
        level="KD",
        mrcdd=("2.3", "2.2"),
        right=0,
        es=Words(
            stem=(
                "El centro ha acordado publicar en abierto los materiales que elabora su profesorado. "
                "Tu unidad de Física de 4.º de ESO lleva ejercicios tuyos, dos páginas escaneadas de un "
                "libro de texto y una docena de fotos encontradas en internet.\n\n"
                "¿Qué haces antes de publicarla?"
            ),
            options=(
                "Cambiar el escaneado y las fotos sin licencia abierta por otros tuyos o libres, y "
                "decir de dónde sale cada uno.",
                "Añadir al final una relación completa de los libros y las páginas web de donde "
                "proceden imágenes y textos.",
                "Publicarla en una zona con contraseña para docentes, porque entre profesionales el "
                "uso sigue siendo educativo.",
                "Retocar los fragmentos ajenos, con recortes, otros colores y otra redacción, hasta "
                "que el conjunto resulte nuevo.",
            ),
            why=(
                "Solo se puede publicar en abierto lo propio o lo que su licencia permite, y "
                "reconociendo a quien lo hizo.",
                "Citar es necesario, pero no basta: nombrar la fuente no da permiso para volver a "
                "publicar lo ajeno.",
                "La excepción educativa no cubre repartir copias a cualquier docente, y el acuerdo "
                "era publicar en abierto.",
                "Retocar una obra ajena no la hace tuya: transformarla también requiere permiso.",
            ),
        ),
        en=Words(
            stem=(
                "Your school has agreed to publish openly the materials that its teachers produce. Your "
                "physics unit for fifteen-year-olds contains exercises of your own, two scanned "
                "textbook pages and a dozen photographs found online.\n\n"
                "What do you do before publishing it?"
            ),
            options=(
                "Swap the scans and the photos with no open licence for your own or free ones, and "
                "say where each comes from.",
                "Add a complete list at the end of the books and web pages from which the pictures "
                "and texts were taken.",
                "Publish it in an area with a password for teachers, since among professionals it "
                "is still an educational use.",
                "Rework the borrowed parts, with cropping, other colours and new wording, until the "
                "whole thing is different.",
            ),
            why=(
                "Only your own work, or what its licence allows, may be published openly, crediting "
                "whoever made it.",
                "Citing is needed but not enough: naming a source does not give permission to "
                "publish it again.",
                "Exceptions for teaching do not cover handing copies to any teacher, and the "
                "agreement was to publish openly.",
                "Retouching somebody's work does not make it yours: adapting it needs permission as well.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="policy-kd-3",
        level="KD",
        mrcdd=("3.1", "5.1"),
        right=1,
        es=Words(
            stem=(
                "La normativa solo admite el móvil en el centro para actividades previstas en la "
                "programación y con una finalidad de aprendizaje. En Tecnología de 3.º de ESO quieres "
                "que los equipos midan el ruido de distintas zonas con el sensor del teléfono. En la "
                "clase hay tres personas sin móvil.\n\n"
                "¿Cómo lo planteas?"
            ),
            options=(
                "Autorizar el teléfono esa semana a quien traiga una nota firmada, y que quienes no "
                "la tengan apunten los datos.",
                "Incluir la práctica y su porqué en la programación, con un teléfono por equipo que "
                "se recoge tras medir.",
                "Cambiar las medidas por un simulador de ordenador, con el que no hay que "
                "justificar nada ante la dirección.",
                "Encargar las medidas para la tarde, cada cual en su calle, donde la norma del "
                "centro deja de aplicarse.",
            ),
            why=(
                "La firma de casa no sustituye a la finalidad prevista, y deja a tres personas de "
                "secretarias de las demás.",
                "Cumple la norma en lo que pide, acota el uso a lo que se necesita y nadie queda "
                "fuera por no tenerlo.",
                "Evita el trámite a costa de lo valioso: tomar datos reales, con sus errores, del "
                "propio entorno.",
                "Esquiva la norma en lugar de aplicarla, y quien no tiene móvil se queda sin "
                "práctica y sin equipo.",
            ),
        ),
        en=Words(
            stem=(
                "The rules allow phones at school only for activities that the course outline provides "
                "for and that serve learning. In technology, you want teams of fourteen-year-olds to "
                "measure noise around the building with a phone's sensor. Three people in the class "
                "have no phone.\n\n"
                "How do you go about it?"
            ),
            options=(
                "Allow phones that week for those who bring a signed note, and have those without "
                "one write down the readings.",
                "Put the activity and its reason in the outline, with one phone per team that is "
                "collected once they are done.",
                "Replace the readings with a simulator on a computer, and have nothing to justify "
                "to the head teacher.",
                "Set the readings for the afternoon, each in their own street, where the rules of "
                "the school do not apply.",
            ),
            why=(
                "A note from home does not replace the purpose the rules ask for, and makes three "
                "people everyone's clerks.",
                "It does what the rules ask, limits use to what is needed, and nobody is left out "
                "for not owning one.",
                "It avoids the paperwork at the cost of what was worth it: real readings, with "
                "their errors, of a real place.",
                "It gets round the rules instead of applying them, and those without a phone lose "
                "both team and activity.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="policy-kd-4",
        level="KD",
        mrcdd=("4.2", "4.3"),
        right=3,
        es=Words(
            stem=(
                "El plan de mejora pide a cada equipo que «use los datos de la plataforma». En 6.º de "
                "Primaria tenéis los resultados de un trimestre de cuestionarios de Matemáticas de tres "
                "grupos.\n\n"
                "¿Cómo lo lleváis a la práctica?"
            ),
            options=(
                "Mostrar en el tablón del aula virtual la evolución de cada grupo, para que se "
                "animen unos a otros a subir.",
                "Remitir a la dirección un informe con la media de cada grupo y el número de "
                "cuestionarios que ha completado.",
                "Pasar a dos cuestionarios semanales lo que queda de curso, para disponer de una "
                "base sólida antes de decidir.",
                "Localizar las tres preguntas más falladas, acordar otra manera de trabajarlas y "
                "repetirlas al cabo de un mes.",
            ),
            why=(
                "Comparar grupos en público no dice a nadie qué tiene que aprender, y desanima a "
                "los que van por detrás.",
                "Cumple con el papel, pero una media no señala qué no se ha entendido ni cambia "
                "nada en el aula.",
                "Ya hay datos para decidir: medir más sin actuar quita tiempo de clase y retrasa la ayuda.",
                "Lleva del dato a una decisión de enseñanza y comprueba si ha servido: usar los "
                "datos era eso.",
            ),
        ),
        en=Words(
            stem=(
                "The improvement plan asks every team to “use the platform's data”. For your eleven- "
                "year-olds you have a term's worth of mathematics quiz results from three classes.\n\n"
                "How do you put this into practice?"
            ),
            options=(
                "Display the progress of each class on the virtual noticeboard, so that they spur "
                "one another on to do better.",
                "Send the head a report with the average of each class and the number of quizzes "
                "that it has completed.",
                "Move to two quizzes a week for the rest of the year, so as to have a solid basis "
                "before deciding anything.",
                "Find the three questions most often missed, agree on another way to teach them and "
                "look again after a month.",
            ),
            why=(
                "Comparing classes in public tells nobody what they need to learn, and puts off "
                "those who are behind.",
                "It satisfies the form, but an average does not say what was not understood and "
                "changes nothing in class.",
                "There is enough to decide on: measuring more without acting takes lesson time and "
                "delays the help.",
                "It goes from data to a decision about teaching, and checks whether it worked: that "
                "is using them.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="policy-kc-1",
        level="KC",
        mrcdd=("4.2", "5.1"),
        right=1,
        es=Words(
            stem=(
                "Termina el primer curso del programa «un portátil por estudiante» en tu instituto. El "
                "claustro tiene que decidir si lo amplía y te pide una propuesta para valorarlo.\n\n"
                "¿Qué propones?"
            ),
            options=(
                "Encuestar a familias, alumnado y docentes sobre su satisfacción, y ampliarlo si la "
                "mayoría de los tres lo pide.",
                "Cotejar los fines del programa con trabajos, usos y entrevistas, mirando aparte a "
                "quien tiene menos en casa.",
                "Comparar las calificaciones medias con las del curso anterior, que son objetivas y "
                "están ya en la secretaría.",
                "Contar las horas de uso de cada equipo y ampliarlo en las materias que de verdad "
                "lo estén aprovechando.",
            ),
            why=(
                "La satisfacción importa, pero no dice si se aprende más ni quién se está quedando fuera.",
                "Juzga el programa por sus fines, con varias fuentes, y pregunta si reduce o "
                "agranda las diferencias.",
                "De un curso a otro cambian grupos, docentes y pruebas: la diferencia no se puede "
                "atribuir al portátil.",
                "Usar mucho un aparato no es aprender mucho: premiaría el tiempo de pantalla en vez "
                "de lo que se logra.",
            ),
        ),
        en=Words(
            stem=(
                "The first year of “a laptop for every student” is coming to an end at your school. The "
                "staff must decide whether to extend it and ask you for a way to evaluate it.\n\n"
                "What do you propose?"
            ),
            options=(
                "Survey families, students and teachers on how happy they are with it, and extend "
                "it if most in all three want to.",
                "Hold the aims of the scheme against work, use and interviews, looking apart at "
                "people who have less at home.",
                "Compare average grades with those of the year before, which are objective and "
                "already there in the office.",
                "Count the hours that each machine is in use and extend it in the subjects that are "
                "making the most of it.",
            ),
            why=(
                "Satisfaction matters, but it does not say whether more is learnt or who is being "
                "left behind.",
                "It judges the scheme by its aims, from several sources, and asks whether gaps grow "
                "or shrink.",
                "Groups, teachers and tests change from year to year: the difference cannot be put "
                "down to laptops.",
                "Using a device a lot is not learning a lot: it would reward screen time rather "
                "than what is achieved.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="policy-kc-2",
        level="KC",
        mrcdd=("4.1", "2.3"),
        right=3,
        es=Words(
            stem=(
                "El borrador de normas del instituto prohíbe al alumnado cualquier uso de asistentes de "
                "inteligencia artificial. Varios departamentos dicen que no se puede hacer cumplir y "
                "que, en parte, ya se usan bien. Te encargan una enmienda.\n\n"
                "¿Qué redactas?"
            ),
            options=(
                "Conservar la prohibición, incorporar un detector de textos y graduar las "
                "consecuencias según el porcentaje que dé.",
                "Permitirlos desde 3.º de ESO con un permiso familiar, y que las condiciones las "
                "fije cada docente en su materia.",
                "Suprimir el apartado, ya que son herramientas que cambian cada mes y toda norma "
                "nacería desfasada.",
                "Fijar por tipo de tarea la ayuda que vale, la manera de declararla, los datos "
                "vedados y una fecha de revisión.",
            ),
            why=(
                "Los detectores se equivocan, más con quien escribe en otra lengua: sancionar con "
                "ellos es injusto.",
                "Sin un criterio común, una misma ayuda será correcta en un aula y trampa en la de al lado.",
                "Callar no aclara nada: alumnado y docentes siguen sin saber qué vale, y nadie "
                "cuida los datos.",
                "Liga la norma a lo que hay que aprender, protege los datos y prevé que habrá que cambiarla.",
            ),
        ),
        en=Words(
            stem=(
                "Your school's draft rules forbid students any use of artificial intelligence "
                "assistants. Several departments say that this cannot be enforced and that some of the "
                "use is already sensible. You are asked to write an amendment.\n\n"
                "What do you write?"
            ),
            options=(
                "Keep the ban, bring in a detector of generated text and scale the consequences by "
                "the percentage that it gives.",
                "Allow them from the age of fourteen with a family's permission, and let each "
                "teacher set the conditions.",
                "Delete the section, since these are tools that change every month and any rule "
                "would be born out of date.",
                "Set for each kind of task the help that is fine, the way to declare it, the data "
                "to leave out and a review date.",
            ),
            why=(
                "Detectors get it wrong, more so with people writing in a second language: "
                "penalties based on them are unfair.",
                "With no common ground, the same help will be fine in one room and cheating in the next.",
                "Silence clears nothing up: nobody knows what is acceptable, and nobody looks after "
                "the data.",
                "It ties the rule to what is to be learnt, protects data and expects that it will "
                "need changing.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="policy-kc-3",
        level="KC",
        mrcdd=("5.1", "4.2"),
        right=0,
        es=Words(
            stem=(
                "La administración abre a consulta su estrategia digital: el dinero se repartirá según "
                "el número de estudiantes. Tu colegio rural agrupado tiene pocos, repartidos en cinco "
                "pueblos y con mala conexión. El claustro te encarga la aportación.\n\n"
                "¿Qué presentas?"
            ),
            options=(
                "Mostrar con cifras propias cómo os afectaría ese reparto y sugerir un criterio que "
                "tenga en cuenta la conexión.",
                "Reclamar una partida extraordinaria para el colegio, avalada por las firmas de las "
                "familias y los cinco alcaldes.",
                "Solicitar que el reparto se aplace hasta que todos los pueblos dispongan de la "
                "misma conexión que la capital.",
                "Enviar un dosier con fotos y vídeos de vuestros proyectos, que haga ver lo mucho "
                "que se logra con muy poco.",
            ),
            why=(
                "Critica con pruebas, anticipa el efecto de la norma y ofrece un cambio que sirve "
                "también a otros centros.",
                "Arregla, con suerte, un caso; la regla seguirá dejando atrás a los demás centros "
                "en la misma situación.",
                "Aplazarlo deja sin fondos a todo el mundo, también a quienes más los necesitan, y "
                "no mejora el criterio.",
                "Es buena publicidad, pero no dice nada de la medida consultada e incluso invita a "
                "seguir dando poco.",
            ),
        ),
        en=Words(
            stem=(
                "The authorities open their digital strategy to consultation: money is to be shared out "
                "by number of pupils. Your rural school has few, spread over five villages with a poor "
                "connection. The staff put you in charge of its submission.\n\n"
                "What do you submit?"
            ),
            options=(
                "Show with your own figures what such a rule would do, and suggest another that "
                "allows for poor networks.",
                "Call for a special grant for the school, backed by the signatures of the families "
                "and of all five mayors.",
                "Request that sharing be put off until every village has as good a connection as "
                "people have in the capital.",
                "Send a dossier with photographs and videos of your projects, so that they see how "
                "much is done with little.",
            ),
            why=(
                "It criticises with evidence, foresees what the rule would do and offers a change "
                "that helps others too.",
                "With luck it mends one case; the rule will go on leaving behind every other school "
                "in that position.",
                "Putting it off leaves everyone without funds, those most in need included, and the "
                "rule is no better.",
                "Good publicity, but it says nothing on the measure and even invites them to go on "
                "giving little.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="policy-kc-4",
        level="KC",
        mrcdd=("3.1", "5.3"),
        right=2,
        es=Words(
            stem=(
                "El plan digital que toca renovar exigía «dos proyectos digitales por materia y curso». "
                "Se cumple, pero casi siempre con carteles que nadie vuelve a mirar. Coordinas la "
                "revisión.\n\n"
                "¿Qué cambio llevas al claustro?"
            ),
            options=(
                "Subir la exigencia a tres y difundir los mejores en la web del centro, para que "
                "haya modelos en que inspirarse.",
                "Retirar la exigencia y confiar en el criterio de cada docente, que conoce bien las "
                "necesidades de su materia.",
                "Cambiar el recuento por metas sobre el aprendizaje, ensayarlas en un departamento "
                "y ajustarlas al final del curso.",
                "Encargar su diseño a la coordinación de tecnología, que asegura una calidad "
                "parecida en todas las materias.",
            ),
            why=(
                "Más de lo mismo: el problema no es cuántos se hacen, sino que no persiguen ningún "
                "aprendizaje.",
                "Alivia, pero renuncia a una meta común: lo que viva el alumnado dependerá de quién "
                "le toque.",
                "Vuelve al para qué, prueba en pequeño antes de obligar y deja que lo observado decida.",
                "Concentra el trabajo en una persona ajena a la materia, y los demás dejan de "
                "aprender a diseñar.",
            ),
        ),
        en=Words(
            stem=(
                "The digital plan due for renewal required “two digital projects per subject and year”. "
                "It is complied with, but mostly by way of posters that nobody looks at again. You "
                "coordinate the review.\n\n"
                "Which change do you bring to the staff meeting?"
            ),
            options=(
                "Raise the requirement to three and show the best ones on the website, so that "
                "there are models to draw on.",
                "Drop the requirement and trust each teacher's judgement, as they are the ones who "
                "know their subject's needs.",
                "Replace the count with goals for learning, try these out in a department and "
                "adjust them at the end of the year.",
                "Have them designed by the technology coordinator, who ensures a similar quality "
                "across all of the subjects.",
            ),
            why=(
                "More of the same: the trouble is not how many are made but that they pursue no learning.",
                "A relief, but it gives up a shared goal: what students experience will depend on "
                "who teaches them.",
                "It goes back to what it is for, tries things on a small scale first and lets what "
                "is observed decide.",
                "It piles the work on someone outside the subject, and everyone else stops learning "
                "to design.",
            ),
        ),
        difficulty=0.1,
    ),
)
